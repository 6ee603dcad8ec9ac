/**
 * How sigma draws actors: people as discs, organisations as squares, communities as diamonds, each with a rim that parts
 * it from the ties behind it; the firm and its people have a rim in the colour of words.
 */
import { NodeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";
import { drawInBatches } from "./network-batches.js";

export const SHAPES = { person: 0, organisation: 1, community: 2 };

const VERTEX = /* glsl */ `
attribute vec2 a_position;
attribute float a_size;
attribute vec2 a_form;
attribute vec4 a_color;
attribute vec4 a_rim;
attribute vec4 a_id;
attribute vec2 a_corner;

uniform mat3 u_matrix;
uniform vec2 u_screen;
uniform float u_sizeRatio;

varying vec4 v_color;
varying vec4 v_rim;
varying vec2 v_place;
varying float v_radius;
varying vec2 v_form;

void main() {
  float radius = a_size / u_sizeRatio;
  float reach = radius * 1.25 + 1.5;
  vec2 place = (u_matrix * vec3(a_position, 1.0)).xy + a_corner * reach * 2.0 / u_screen;
  gl_Position = a_size > 0.001 ? vec4(place, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
  v_place = a_corner * reach;
  v_radius = radius;
  v_form = a_form;
  #ifdef PICKING_MODE
  v_color = a_id;
  v_color.a *= 255.0 / 254.0;
  #else
  v_color = a_color;
  #endif
  v_rim = a_rim;
}
`;

const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec4 v_rim;
varying vec2 v_place;
varying float v_radius;
varying vec2 v_form;

void main() {
  vec2 from = abs(v_place);
  float outside = length(v_place) - v_radius;
  if (v_form.x > 1.5) outside = (from.x + from.y) * 0.75 - v_radius * 0.9;
  else if (v_form.x > 0.5) outside = length(max(from - v_radius * 0.6, 0.0)) - v_radius * 0.3;
  #ifdef PICKING_MODE
  if (outside > 1.0) discard;
  gl_FragColor = v_color;
  #else
  float cover = 1.0 - smoothstep(-0.5, 0.5, outside);
  float inside = 1.0 - smoothstep(-0.5, 0.5, outside + v_form.y);
  gl_FragColor = vec4(mix(v_rim.rgb, v_color.rgb, inside) * cover, cover);
  #endif
}
`;

class Program extends NodeProgram {
  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE } = WebGLRenderingContext;
    return {
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      UNIFORMS: ["u_matrix", "u_screen", "u_sizeRatio"],
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_form", size: 2, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_rim", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
    };
  }

  setUniforms(params, { gl, uniformLocations: at }) {
    gl.uniformMatrix3fv(at.u_matrix, false, params.matrix);
    gl.uniform2f(at.u_screen, params.width, params.height);
    gl.uniform1f(at.u_sizeRatio, params.sizeRatio);
  }
}

const CORNERS = [[-1, -1], [1, -1], [-1, 1], [1, 1]];

/** @param {object} view - `most` is finite while the drawing moves: nobody points at anything then. */
export function buildActorProgram(view) {
  return class ActorProgram extends drawInBatches(Program, CORNERS) {
    processVisibleItem(id, start, actor) {
      const { x, y, size, shape, rimWidth } = actor;
      this.write(start, [x, y, size, shape, rimWidth, floatColor(actor.color), floatColor(actor.rim), id]);
    }

    render(params) {
      const { pickProgram } = this;
      if (Number.isFinite(view.most)) this.pickProgram = null;
      super.render(params);
      this.pickProgram = pickProgram;
    }
  };
}
