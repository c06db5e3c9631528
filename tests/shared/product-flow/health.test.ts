import { describe, expect, test } from "vitest"
import { healthOf, isOutOfOrder, statusOf } from "../../../shared/boards/product-flow/health.ts"
import { isMetric } from "../../../shared/boards/product-flow/schema.ts"
import { templateFile } from "../../../shared/codecs/templates.ts"

function kubernetes() {
  const file = templateFile("tpl-flow-kubernetes")
  if (!file.ok) throw new Error("The template cannot be read")
  const { contents, personas } = file.value.snapshot
  const cards = [...contents.values()].flatMap((content) => [...content.cards.values()])
  return { metrics: cards.filter(isMetric), personas }
}

describe("the health of the Kubernetes example", () => {
  const { metrics, personas } = kubernetes()
  const rows = metrics.map((metric) => {
    const health = healthOf(metric)
    const segments = health.segments.map(
      ({ personaId, status }) => `${personas.get(personaId)?.name.split(" ")[0]} ${status}`,
    )
    return [
      metric.title,
      health.status,
      segments.sort().join(", "),
      health.hasViewpointConflict ? "conflict" : "",
      Math.round((health.progress ?? Number.NaN) * 1000) / 10,
    ]
  })

  test.each([
    ["Time from request to usable cluster", "high", "Application high, Platform healthy", "conflict", 67.6],
    ["Clusters created without anyone helping", "low", "", "", 58.3],
    ["Time to first successful deployment of a new workload", "high", "Application high", "", 57.7],
    [
      "Dashboard views per person and working day",
      "high",
      "Application healthy, Head low, Platform critical-high",
      "conflict",
      12.5,
    ],
    ["Incidents first noticed by an alert", "critical-low", "", "", 14.5],
    ["I am sure all is well without looking", "low", "Application low, Platform low", "", 12.5],
    ["Requested CPU that is really used", "low", "", "", 9.4],
    ["Clusters on a supported version", "low", "", "", 40],
    ["The last upgrade felt safe", "low", "Application low, Head healthy, Platform low", "conflict", 20],
  ])("%s is %s", (...row) => {
    expect(rows.find(([title]) => title === row[0])).toEqual(row)
  })
})

describe("where a value stands", () => {
  const range = { criticalMin: 1, min: 2, max: 4, criticalMax: 5 }

  test.each([
    [undefined, "unknown"],
    [0.9, "critical-low"],
    [1, "low"],
    [2, "healthy"],
    [4, "healthy"],
    [4.1, "high"],
    [5, "high"],
    [5.1, "critical-high"],
  ])("%s in a range from 2 to 4 is %s", (value, status) => {
    expect(statusOf(value, range)).toBe(status)
  })

  test("a value without any range is not judged", () => {
    expect(statusOf(3, {})).toBe("not-judged")
  })

  test("the first rule that matches decides when bounds are out of order", () => {
    expect(isOutOfOrder({ min: 5, max: 2 })).toBe(true)
    expect(statusOf(3, { min: 5, max: 2 })).toBe("low")
  })
})
