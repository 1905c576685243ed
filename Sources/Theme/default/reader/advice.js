/** What a bundle advises its member (docs/content/internals/format.md): next lessons, progress, an offer, points. */
import { insist } from "./formats.js";

/**
 * Routes are those of the site without its base path; `lessons` of a course are counted.
 * @typedef {{route: string, title: string, reason: string, because?: string}} NextLesson
 * @typedef {{course: string, title: string, route: string, completed: number, lessons: number, next?: string, nextTitle?: string}} CourseProgress
 * @typedef {{id: string, kind: string, title: string, text?: string, url?: string, price?: string, until?: string}} Offer
 * @typedef {{policy?: string, lessons?: NextLesson[], progress?: CourseProgress[], offer?: Offer, standing?: {points: number, rank: number, members: number}, arms?: Record<string, string>}} Advice
 */

// A rule takes a value and gives it back; the caller compares what is written again.
const where = (holds) => (value) => {
  insist(holds(value));
  return value;
};
const matching = (pattern) => where((value) => typeof value === "string"
  && new TextEncoder().encode(value).length <= 2000 && pattern.test(value));
const optional = (rule) => (value) => value === undefined ? value : rule(value);
const list = (most, rule) => optional((values) => {
  insist(Array.isArray(values) && values.length && values.length <= most);
  return values.map(rule);
});
/** Exactly these fields, in this order. */
const object = (rules) => (value) => Object.fromEntries(
  Object.keys(rules).map((name) => [name, rules[name](value[name])]));

const text = matching(/^[^\0-\x1f\x7f]+$/);
const route = matching(/^\/([^\0-\x1f\x7f"\\?#/]+\/)*$/);
const id = matching(/^[a-z\d][a-z\d-]*$/);
const count = where((value) => Number.isSafeInteger(value) && value >= 0);

const advice = object({
  policy: optional(matching(/^[\w.@-]{1,60}$/)),
  lessons: list(20, object({
    route, title: text, reason: matching(/^(continuesCourse|readTogether|similar|popular)$/), because: optional(text),
  })),
  progress: list(100, object({
    course: id, title: text, route, completed: count, lessons: count, next: optional(route), nextTitle: optional(text),
  })),
  offer: optional(object({
    id, kind: matching(/^(renewal|promotion|upgrade)$/), title: text, text: optional(text),
    url: optional(matching(/^(https?:\/\/|mailto:)[^\0-\x1f\x7f]*$/)), price: optional(text),
    until: optional(where((day) => new Date(day).toISOString().startsWith(`${day}T`))),
  })),
  standing: optional(object({
    points: where((value) => /^\d{1,12}(\.\d\d?)?$/.test(String(value))), rank: count, members: count,
  })),
  arms: optional((arms) => {
    const names = Object.keys(arms).sort();
    insist(names.length && names.length <= 50);
    // A key of digits would not keep its place.
    return object(Object.fromEntries(names.map((name) => {
      insist(/[a-z]/.test(id(name)));
      return [name, where((arm) => /[a-z]/.test(id(arm)))];
    })))(arms);
  }),
});

/**
 * Reads the advice of a bundle. What is not allowed throws; what is unknown is missing in the result.
 * @param {any} value parsed JSON
 * @returns {Advice}
 */
export function readAdvice(value) {
  const read = advice(value);
  const { policy, lessons = [], progress = [], standing } = read;
  insist(JSON.stringify(read) !== "{}" && Boolean(policy) === Boolean(lessons.length));
  insist(lessons.every(({ reason, because }) => reason !== "popular" || !because));
  insist(progress.every((course) => course.lessons && course.completed <= course.lessons
    && Boolean(course.next) === Boolean(course.nextTitle)));
  insist(!standing || standing.rank >= 1 && standing.rank <= standing.members);
  return read;
}
