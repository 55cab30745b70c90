// Lint of our own ES modules: static/map runs in browsers, tests/js and the base map's builder in Node.
import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: [".venv/**", ".local/**", "node_modules/**", "**/node_modules/**", "static/vendor/**"] },
  js.configs.recommended,
  {
    files: ["static/**/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: globals.browser },
    rules: {
      // Django's manifest storage rewrites an import only where a semicolon ends it.
      semi: ["error", "always"],
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["tests/**/*.js", "tests/**/*.mjs", "conflictmap/**/*.mjs", "*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: { ...globals.node, ...globals.browser } },
    rules: { "prefer-const": "error", eqeqeq: "error" },
  },
];
