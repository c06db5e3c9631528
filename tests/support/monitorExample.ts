import type { FlowParts } from "./flowPeople.ts"

/** The example of `domain.md` B.5. */
export const example: FlowParts = {
  personas: [
    { id: "head", name: "Head of engineering", audience: "customer" },
    { id: "plat", name: "Platform engineer", audience: "consumer" },
    { id: "dev", name: "Application developer", audience: "consumer" },
  ],
  story: [
    { id: "s-operate", kind: "phase", title: "Operation" },
    { id: "s-monitor", kind: "activity", title: "Monitor", phaseId: "s-operate" },
    {
      id: "s-check",
      kind: "step",
      title: "Check that clusters are well",
      activityId: "s-monitor",
      personaIds: ["plat"],
      capabilityIds: ["observe"],
    },
    {
      id: "s-look",
      kind: "step",
      title: "Look into my workload",
      activityId: "s-monitor",
      personaIds: ["dev"],
    },
  ],
}
