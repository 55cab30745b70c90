// The one Leaflet of the page: django-leaflet's, loaded by {% leaflet_js %} before this module runs.

if (!window.L) throw new Error("Leaflet is missing: the page must load {% leaflet_js %} before its modules.");

export const L = window.L;
