import type { Point } from "../../shared/model/drawing.ts"

/** Time in which what follows covers about two thirds of the way; others' places arrive ten to fifteen times a second. */
const followMs = 70

/** One frame of following a target: smooth at any frame rate, and exactly there in the end. */
export function followed(at: Point, target: Point, elapsedMs: number): Point {
  const share = 1 - Math.exp(-Math.min(elapsedMs, 200) / followMs)
  const next = { x: at.x + (target.x - at.x) * share, y: at.y + (target.y - at.y) * share }
  return Math.abs(next.x - target.x) + Math.abs(next.y - target.y) < 0.5 ? target : next
}

/** True when the person asked their system for less motion. */
export const isMotionReduced = (): boolean => window.matchMedia("(prefers-reduced-motion: reduce)").matches
