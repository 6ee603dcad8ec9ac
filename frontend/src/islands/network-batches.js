/**
 * Draws all items of a sigma program in one go. Sigma's own way, an instance for each item, costs a software renderer
 * more per item than the pixels do, and sends every number anew with every frame.
 */
export function drawInBatches(Base, corners) {
  const steps = corners.length - 2;
  return class extends Base {
    /** programs (drawing, picking) whose buffer holds the present numbers */
    sent = new Set();

    order = new Map();

    getDefinition() {
      const { TRIANGLES, FLOAT } = WebGLRenderingContext;
      const { ATTRIBUTES, ...rest } = super.getDefinition();
      const corner = { name: "a_corner", size: 2, type: FLOAT };
      return { ...rest, VERTICES: corners.length, METHOD: TRIANGLES, ATTRIBUTES: [...ATTRIBUTES, corner] };
    }

    reallocate(capacity) {
      super.reallocate(capacity);
      this.sent.clear();
      this.order.clear();
    }

    process(...item) {
      super.process(...item);
      this.sent.clear();
    }

    /** The numbers of one item, once for each of its corners. */
    write(start, numbers) {
      let at = start;
      for (const corner of corners) {
        this.array.set(numbers, at);
        this.array.set(corner, at + numbers.length);
        at += numbers.length + 2;
      }
    }

    bindProgram(program) {
      const { gl, buffer } = program;
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      let offset = 0;
      for (const attribute of this.ATTRIBUTES) offset += this.bindAttribute(attribute, program, offset);
      if (!this.sent.has(program)) gl.bufferData(gl.ARRAY_BUFFER, this.array, gl.DYNAMIC_DRAW);
      this.sent.add(program);
    }

    drawWebGL(method, program) {
      const { gl, frameBuffer } = program;
      gl.bindFramebuffer(gl.FRAMEBUFFER, frameBuffer);
      this.bindOrder(gl);
      gl.drawElements(method, this.countItems() * steps * 3, gl.UNSIGNED_INT, 0);
    }

    /** How many items to draw, from the first. */
    countItems() {
      return this.capacity;
    }

    bindOrder(gl) {
      if (!this.order.has(gl)) this.order.set(gl, gl.createBuffer());
      else return gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.order.get(gl));
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.order.get(gl));
      return gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, buildOrder(this.capacity, corners.length, steps), gl.STATIC_DRAW);
    }
  };
}

/** Each item's corners as a strip of triangles. */
function buildOrder(items, corners, steps) {
  const order = new Uint32Array(items * steps * 3);
  let at = 0;
  for (let item = 0; item < items; item += 1) {
    for (let step = 0; step < steps; step += 1) {
      const first = item * corners + step;
      order[at] = first;
      order[at + 1] = first + 1;
      order[at + 2] = first + 2;
      at += 3;
    }
  }
  return order;
}
