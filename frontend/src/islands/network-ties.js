/**
 * How sigma draws ties: a line or a bow of the colour and dashes of its kind, thin, paler where it only possibly holds.
 *
 * Days, kinds shown, colours and the comparison of two days are uniforms: moving the slider sends a few numbers to the
 * graphics card and touches no tie. The numbers of one tie never change after it was added.
 */
import { EdgeProgram } from "sigma/rendering";
import { drawInBatches } from "./network-batches.js";

/** Stands for a bound nobody told; days have about seven digits, which a 32-bit float holds exactly. */
export const UNTOLD = 1e9;
const SEGMENTS_OF_BOW = 12;
const MOST_KINDS = 8;
const LOOKS = MOST_KINDS + 3;

const VERTEX = /* glsl */ `
precision highp float;
attribute vec2 a_start;
attribute vec2 a_end;
attribute vec4 a_spell;
attribute vec4 a_style;
attribute vec2 a_corner;

uniform mat3 u_matrix;
uniform vec2 u_screen;
uniform float u_day;
uniform float u_before;
uniform float u_opacity;
uniform float u_dashed;
uniform float u_far;
uniform vec4 u_looks[${LOOKS}];
uniform vec3 u_dashes[${LOOKS * 2}];

varying vec4 v_color;
varying float v_side;
varying float v_half;
varying float v_along;
varying vec3 v_dashes;
varying vec3 v_more;

bool mayHold(float day) { return a_spell.x <= day && day < a_spell.w; }
bool holds(float day) { return mayHold(day) && a_spell.y <= day && day < a_spell.z; }
vec2 toPixels(vec2 place) { return (u_matrix * vec3(place, 1.0)).xy * u_screen * 0.5; }

void main() {
  int kind = int(a_style.x + 0.5);
  bool isNow = mayHold(u_day);
  bool wasBefore = u_before > 0.0 && mayHold(u_before);
  bool isFar = a_style.w < 0.5;
  if (u_looks[kind].a < 0.5 || !(isNow || wasBefore) || (isFar && u_far == 0.0)) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  bool isSure = isNow ? holds(u_day) : holds(u_before);
  bool isLit = a_style.w > 1.5;
  float opacity = isLit ? 0.95 : u_opacity;
  float width = a_style.z;
  int look = kind;
  if (u_before > 0.0) {
    look = ${MOST_KINDS} + (isNow && wasBefore ? 2 : isNow ? 0 : 1);
    opacity = look == ${MOST_KINDS + 2} ? opacity * 0.45 : max(opacity, u_dashed > 0.5 ? 0.9 : 0.45);
    width *= look == ${MOST_KINDS + 2} ? 0.8 : 1.35;
  }
  if (!isSure) opacity *= 0.5;
  if (isFar) opacity = min(opacity * 0.3, u_far);
  bool isDashed = u_dashed > 0.5 || isLit || look > ${MOST_KINDS};

  vec2 start = toPixels(a_start);
  vec2 end = toPixels(a_end);
  vec2 across = end - start;
  float far = max(length(across), 0.001);
  vec2 middle = (start + end) * 0.5 + vec2(-across.y, across.x) * a_style.y;
  float t = a_corner.x;
  vec2 point = mix(mix(start, middle, t), mix(middle, end, t), t);
  vec2 along = normalize(mix(middle - start, end - middle, t) + across * 0.0001);
  float half_ = width * 0.5;
  vec2 shifted = point + vec2(-along.y, along.x) * a_corner.y * (half_ + 0.5);
  gl_Position = vec4(shifted / (u_screen * 0.5), 0.0, 1.0);

  v_color = vec4(u_looks[look].rgb, opacity);
  v_side = a_corner.y * (half_ + 0.5);
  v_half = half_;
  v_along = t * far * (1.0 + a_style.y * a_style.y);
  v_dashes = isDashed ? u_dashes[look * 2] : vec3(1e6, 1e6, 1e6);
  v_more = isDashed ? u_dashes[look * 2 + 1] : vec3(1e6, 1e6, 1e6);
}
`;

const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying float v_side;
varying float v_half;
varying float v_along;
varying vec3 v_dashes;
varying vec3 v_more;

void main() {
  float place = mod(v_along, v_more.z);
  bool isInk = place < v_dashes.x || (place >= v_dashes.y && place < v_dashes.z) || (place >= v_more.x && place < v_more.y);
  if (!isInk) discard;
  float cover = v_color.a * (1.0 - smoothstep(v_half - 0.5, v_half + 0.5, abs(v_side)));
  gl_FragColor = vec4(v_color.rgb * cover, cover);
}
`;

function buildStrip(segments) {
  const strip = [];
  for (let step = 0; step <= segments; step += 1) strip.push([step / segments, 1], [step / segments, -1]);
  return strip;
}

/** Six sums of a dash pattern's lengths: ends of ink and of gaps by turns; an unbroken line is one long dash. */
export function sumDashes(lengths) {
  if (!lengths.length) return [1e6, 1e6, 1e6, 1e6, 1e6, 1e6];
  const sums = [];
  let sum = 0;
  for (const length of lengths) sums.push((sum += length));
  while (sums.length < 6) sums.push(sum);
  return sums;
}

/**
 * The two programs that share one view of things.
 *
 * @param {object} view - `day`, `before` (0: no comparison), `opacity`, `far` (opacity of what is not near the focus), `dashed`, `looks` (Float32Array of LOOKS x 4) and
 *   `dashes` (of LOOKS x 6) and `most`, how many ties there is time for; read anew for every frame.
 */
export function buildTiePrograms(view) {
  return { line: buildProgram(view, 1), bow: buildProgram(view, SEGMENTS_OF_BOW) };
}

function buildProgram(view, segments) {
  const { FLOAT } = WebGLRenderingContext;
  class TieProgram extends EdgeProgram {
    getDefinition() {
      return {
        VERTEX_SHADER_SOURCE: VERTEX,
        FRAGMENT_SHADER_SOURCE: FRAGMENT,
        UNIFORMS: [
          "u_matrix", "u_screen", "u_day", "u_before", "u_opacity", "u_dashed", "u_far", "u_looks", "u_dashes",
        ],
        ATTRIBUTES: [
          { name: "a_start", size: 2, type: FLOAT },
          { name: "a_end", size: 2, type: FLOAT },
          { name: "a_spell", size: 4, type: FLOAT },
          { name: "a_style", size: 4, type: FLOAT },
        ],
      };
    }

    setUniforms(params, { gl, uniformLocations: at }) {
      gl.uniformMatrix3fv(at.u_matrix, false, params.matrix);
      gl.uniform2f(at.u_screen, params.width, params.height);
      gl.uniform1f(at.u_day, view.day);
      gl.uniform1f(at.u_before, view.before);
      gl.uniform1f(at.u_opacity, view.opacity);
      gl.uniform1f(at.u_dashed, view.dashed ? 1 : 0);
      gl.uniform1f(at.u_far, view.far);
      gl.uniform4fv(at.u_looks, view.looks);
      gl.uniform3fv(at.u_dashes, view.dashes);
    }
  }
  return class extends drawInBatches(TieProgram, buildStrip(segments)) {
    processVisibleItem(_, start, sender, receiver, tie) {
      this.write(start, [
        sender.x, sender.y, receiver.x, receiver.y, ...tie.spell, tie.kind, tie.bend, tie.width, tie.light,
      ]);
    }

    /** The first ties, as many as there is time for. */
    countItems() {
      return Math.min(this.capacity, view.most);
    }
  };
}

/** Colours, kinds shown and dashes as the programs read them. */
export function writeLooks(view, kinds, changes, ground, hidden) {
  view.looks = new Float32Array(LOOKS * 4);
  view.dashes = new Float32Array(LOOKS * 6).fill(1e6);
  const styles = [...kinds.slice(0, MOST_KINDS)];
  styles.forEach((style, place) => writeLook(view, place, style, ground, !hidden.has(style.word)));
  ["gained", "lost", "kept"].forEach((word, place) => {
    const style = changes[word];
    const dashes = style.dashes.split(" ").filter(Boolean).map(Number);
    writeLook(view, MOST_KINDS + place, { ...style, dashes }, ground, true);
  });
}

function writeLook(view, place, style, ground, isShown) {
  view.looks.set([...parseColour(style[ground]), isShown ? 1 : 0], place * 4);
  view.dashes.set(sumDashes(style.dashes), place * 6);
}

/** "#rrggbb" or "rgb(r, g, b)" as three numbers in 0..1. */
export function parseColour(text) {
  const parts = text.startsWith("#")
    ? [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16))
    : text.match(/[\d.]+/g).slice(0, 3).map(Number);
  return parts.map((part) => part / 255);
}
