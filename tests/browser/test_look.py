"""What a critical eye asks of the picture: nothing over anything else, nothing said that is not so."""

import pytest

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "device_scale_factor": 2}
TABLET = {"viewport": {"width": 1024, "height": 768}}
# Names of places that meet a mark. A mark reaches as far as its frame (1.4 of its radius) or its own edge.
_NAMES_OVER_MARKS = """() => {
  const {map, ledger, time} = window.conflictMap, marks = map.marks, ratio = marks._ratio;
  const [m, n] = [marks.frame(), map.labels.frame()];
  const boxes = ledger.places.filter(place => time.look[place.index] !== 0).map(place => {
    const [x, y] = marks.pointOf(place.index).map(v => v / ratio);
    const r = marks._sprites.radius(marks._kinds[place.index]) * (marks._rank[place.index] === 0 ? 1.4 : 1);
    return [place.ar, x + m.left - r, y + m.top - r, x + m.left + r, y + m.top + r];
  });
  return map.labels.drawn.filter(({place}) => place).flatMap(({text, box}) => {
    const [x0, y0, x1, y1] = [box[0] + n.left, box[1] + n.top, box[2] + n.left, box[3] + n.top];
    return boxes.filter(b => x0 < b[3] && x1 > b[1] && y0 < b[4] && y1 > b[2]).map(b => `${text} / ${b[0]}`);
  });
}"""


def overlap(page, one: str, other: str) -> bool:
    """Whether two elements lie over each other."""
    a, b = page.locator(one).first.bounding_box(), page.locator(other).first.bounding_box()
    return (
        a["x"] < b["x"] + b["width"]
        and b["x"] < a["x"] + a["width"]
        and a["y"] < b["y"] + b["height"]
        and b["y"] < a["y"] + a["height"]
    )


@pytest.mark.parametrize("context", [PHONE, TABLET, {}], indirect=True, ids=["phone", "tablet", "wide"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_no_name_lies_over_a_mark(map_page, lang):
    map_page.open("t=2017-10-15", lang)
    map_page.until("window.conflictMap.map.labels.drawn.some(({place}) => place)")
    assert map_page.page.evaluate(_NAMES_OVER_MARKS) == []


@pytest.mark.parametrize("context", [PHONE, TABLET], indirect=True, ids=["phone", "tablet"])
def test_the_scale_stands_clear_of_the_line_about_the_policy(map_page):
    map_page.open("t=2017-10-14", "en")
    page = map_page.page
    assert page.is_visible("#policy-banner")
    assert not overlap(page, ".leaflet-control-scale", "#policy-banner")


@pytest.mark.parametrize("context", [TABLET], indirect=True)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_first_view_shows_every_place_beside_the_panel(map_page, lang):
    map_page.open("t=2017-10-14", lang)
    page = map_page.page
    panel = page.locator("#panel").bounding_box()
    for name in page.evaluate("window.conflictMap.ledger.places.map(place => place.ar)"):
        x, _ = map_page.point(name)
        assert not panel["x"] <= x <= panel["x"] + panel["width"], name


@pytest.mark.parametrize("context", [PHONE], indirect=True)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_place_found_by_name_stays_in_sight_beside_its_sentences(map_page, lang):
    map_page.open("t=2017-10-15", lang)
    page = map_page.page
    place = page.evaluate("window.conflictMap.ledger.places.find(({ar}) => ar === 'الميادين').id")
    page.evaluate("id => window.conflictMap.visit(id)", place)
    page.wait_for_selector("#proof blockquote")
    map_page.until("!window.conflictMap.map.moves")
    x, y = map_page.point("الميادين")
    assert 0 < x < 390
    assert 60 < y < page.locator("#evidence").bounding_box()["y"] - 10


def test_what_the_address_says_stands_as_it_was_written(map_page):
    map_page.open("t=2050-99-99", "ar")
    assert "\u20662050-99-99\u2069" in map_page.page.locator(".cm-notice").first.inner_text()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_buttons_on_the_strip_stand_on_the_side_of_the_past(map_page, lang):
    map_page.open("", lang)
    page = map_page.page
    page.evaluate("window.conflictMap.goToDay(window.conflictMap.ledger.days[1])")
    assert not overlap(page, "#handle", "#time-in")
    assert not overlap(page, "#handle", "#time-out")
    assert not overlap(page, "#histogram", "#time-in")
    assert not overlap(page, "#histogram", "#time-out")


def test_the_legend_leaves_out_what_filters_hide(map_page):
    map_page.open("t=2017-10-15&panel=legend")
    page = map_page.page
    assert "قوات سوريا الديمقراطية" in page.inner_text("#panel-legend .cm-key >> nth=0")
    map_page.open("t=2017-10-15&panel=legend&side=syrian-government")
    page.reload()
    page.wait_for_selector("body.cm-ready")
    sides = page.inner_text("#panel-legend .cm-key >> nth=0")
    assert "الحكومة السورية" in sides
    assert "قوات سوريا الديمقراطية" not in sides


def test_numbers_in_words_follow_the_readers_numerals(map_page):
    map_page.open("t=2018-01-15&panel=legend")
    assert "٣٠" in map_page.page.inner_text("#panel-legend")
    assert "30" not in map_page.page.inner_text("#panel-legend .cm-key >> nth=1")
    map_page.page.select_option("#choose-digits", "western")
    assert "30" in map_page.page.inner_text("#panel-legend .cm-key >> nth=1")


def test_past_the_edge_of_the_base_map_there_is_no_sea(map_page):
    map_page.open("t=2017-10-14&v=38,39,4")
    map_page.until("window.conflictMap.map.base._lines !== null")
    colour = map_page.page.evaluate(
        """() => {
          const {base} = window.conflictMap.map, {scale, left, top, height} = base.frame();
          const ctx = new OffscreenCanvas(base._canvas.width, base._canvas.height).getContext('2d');
          ctx.drawImage(base._canvas, 0, 0);
          return [...ctx.getImageData(Math.round(base._canvas.width / 2), 4, 1, 1).data].slice(0, 3);
        }"""
    )
    assert colour != [213, 225, 230]


def test_steps_leave_the_picture_that_a_full_redraw_would_give(map_page):
    map_page.open("t=2017-10-05&v=35.3,40.2,7")
    differ = map_page.page.evaluate(
        """() => {
          const app = window.conflictMap, marks = app.map.marks;
          const look = () => marks._ctx.getImageData(0, 0, marks._canvas.width, marks._canvas.height).data.slice();
          let bad = 0;
          for (let day = 6487; day < 6540; day += 1) {
            app.store.set({day});
            const stepped = look();
            marks.redraw();
            const drawn = look();
            for (let i = 0; i < drawn.length; i += 1) if (stepped[i] !== drawn[i]) bad += 1;
          }
          return bad;
        }"""
    )
    assert differ == 0


def test_places_that_come_and_go_leave_no_trace(map_page):
    map_page.open("t=2017-10-01&v=35.3,40.2,7")
    differ = map_page.page.evaluate(
        """() => {
          const app = window.conflictMap, marks = app.map.marks;
          const look = () => marks._ctx.getImageData(0, 0, marks._canvas.width, marks._canvas.height).data.slice();
          const walk = (from, to) => {
            for (let day = from; day !== to; day += Math.sign(to - from)) app.store.set({day});
          };
          walk(6487, 6540); // on, where places are told of first; then back to where nothing was known of them
          walk(6540, 6300);
          app.store.set({sides: ['isis']});
          walk(6300, 6530);
          app.store.set({sides: []});
          walk(6530, 6500);
          const stepped = look();
          marks.redraw();
          const drawn = look();
          return [stepped.some(Boolean), stepped.reduce((bad, value, i) => bad + (value !== drawn[i]), 0)];
        }"""
    )
    assert differ == [True, 0]


def test_each_row_keeps_its_own_picture_when_a_list_is_made_anew(map_page):
    map_page.open("t=2017-10-15&panel=list")
    rows = map_page.page.evaluate(
        """() => {
          const app = window.conflictMap, seen = [];
          const pictures = () => Array.from(document.querySelectorAll('#panel-list .cm-row'),
            row => row.querySelector('img.cm-mark')?.src ?? null);
          for (let day = 6480; day < 7000; day += 20) {
            app.store.set({day});
            app.lastDayAt = -Infinity; // the day has come to rest
            app.renderPanels();
            seen.push(pictures());
            app.renderPanels();
            seen.push(pictures());
          }
          return seen;
        }"""
    )
    assert all(None not in row for row in rows)
    assert rows[::2] == rows[1::2]


def test_marks_that_look_alike_are_elements_of_their_own_and_used_again_once_they_left_the_page(map_page):
    map_page.open("t=2017-10-15")
    seen = map_page.page.evaluate(
        """async () => {
          const { markIcon } = await import(document.querySelector('link[href*="map/mark-icon"]').href);
          const { time, ledger } = window.conflictMap;
          const make = () => markIcon(time.looks[1], ledger.actors, { size: 99 });
          const [one, two] = [make(), make()];
          document.body.append(one);
          await null;
          const three = make();
          return [one !== two, three !== one, three === two, one.src === three.src];
        }"""
    )
    assert seen == [True, True, True, True]


def test_an_area_has_its_frame_in_lists_too(map_page):
    map_page.open("t=2017-10-15&panel=list")
    pictures = "name => [...document.querySelectorAll('#list-places li')].find(li => li.textContent.startsWith(name))"
    town = map_page.page.evaluate(f"({pictures})('الميادين').querySelector('img').src")
    area = map_page.page.evaluate(
        f"""async () => {{
          const image = ({pictures})('محافظة دير الزور').querySelector('img');
          const ctx = new OffscreenCanvas(30, 30).getContext('2d');
          await image.decode();
          ctx.drawImage(image, 0, 0, 30, 30);
          const row = [...ctx.getImageData(0, 15 - Math.round(8 * 1.4), 30, 1).data];
          return row.filter((v, i) => i % 4 === 3 && v > 60).length;
        }}"""
    )
    assert town.startswith("data:image/png")
    assert area >= 20, "the upper edge of the frame runs across the picture"


# Draws every kind of look at several sizes and counts the pixels that their sprite does not have.
_LOST = """async () => {
  const {kindOf, MarkSprites} = await import("/static/map/mark-sprites.js");
  const {drawAreaFrame, drawMark} = await import("/static/map/marks.js");
  const looks = [null];
  for (let state = 0; state < 7; state += 1) for (let flags = 0; flags < 8; flags += 1)
    for (const fresh of [0, 1, 2]) for (const siege of [[], ["a"]])
      looks.push({state, flags, fresh, siege, holders: state ? ["a", "b"] : [], parts: [], leftBy: null});
  const actors = {a: {color: "#b5403a"}, b: {color: "#3b3b3f"}}, letters = {a: "ع"};
  const count = (pixels) => pixels.reduce((n, pixel) => n + (pixel >>> 24 ? 1 : 0), 0);
  let [lost, seen] = [0, 0];
  const sizes = [1, 2].flatMap(ratio => [5, 7.5, 12].map(zoom => [zoom, ratio]));
  for (const rank of [0, 1, 3, 5]) for (const besieged of [false, true]) for (const [zoom, ratio] of sizes) {
    const kind = kindOf(rank, besieged), sprites = new MarkSprites({looks, actors, letters, kinds: [kind]});
    sprites.use(zoom, ratio);
    const stencil = sprites.stencils[kind];
    for (let look = 1; look < looks.length; look += 1) {
      if (looks[look].siege.length && !besieged) continue;
      const ctx = new OffscreenCanvas(stencil.size, stencil.size).getContext("2d");
      ctx.setTransform(ratio, 0, 0, ratio, stencil.half, stencil.half);
      drawMark(ctx, sprites.radius(kind), looks[look], actors, letters);
      if (rank === 0) drawAreaFrame(ctx, sprites.radius(kind));
      const whole = count(new Int32Array(ctx.getImageData(0, 0, stencil.size, stencil.size).data.buffer));
      const start = sprites.sheet.starts[sprites.of(look, kind)];
      seen += whole;
      lost += Math.abs(whole - count(sprites.sheet.data.subarray(start, start + stencil.cells)));
    }
  }
  return [lost, seen];
}"""


def test_every_mark_is_stamped_whole(map_page):
    """Sprites are cut to what marks of their kind may fill; no state may fill more."""
    map_page.open("t=2017-10-15")
    lost, seen = map_page.page.evaluate(_LOST)
    assert lost == 0
    assert seen > 100_000
