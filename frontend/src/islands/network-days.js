/** Days as numbers (1 is 1 January of the year 1, as the server counts) and what holds on them. */
import { UNTOLD } from "./network-ties.js";

const EPOCH = 719163;
const MILLISECONDS = 86_400_000;

export function writeDay(number) {
  return new Date((number - EPOCH) * MILLISECONDS).toISOString().slice(0, 10);
}

export function readDay(text) {
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) ? null : Math.round(time / MILLISECONDS) + EPOCH;
}

/** The day some days, months or years on, as a person counts: a month on from 31 January is the last of February. */
export function addTime(number, unit, count) {
  const day = new Date((number - EPOCH) * MILLISECONDS);
  if (unit === "day") return number + count;
  const wanted = day.getUTCDate();
  const months = unit === "year" ? 12 * count : count;
  day.setUTCDate(1);
  day.setUTCMonth(day.getUTCMonth() + months);
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  day.setUTCDate(Math.min(wanted, last));
  return Math.round(day.getTime() / MILLISECONDS) + EPOCH;
}

/** Bounds of one tie as four numbers: possible from, certain from, certain until, possible until. */
export function readSpell(ties, at) {
  const bounds = [ties.possible_from, ties.certain_from, ties.certain_until, ties.possible_until];
  return bounds.map((column) => column[at] ?? UNTOLD);
}

export function mayHold(spell, day) {
  return spell[0] <= day && day < spell[3];
}

export function holds(spell, day) {
  return mayHold(spell, day) && spell[1] <= day && day < spell[2];
}
