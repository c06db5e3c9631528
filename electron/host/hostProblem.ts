/** Why the host cannot start or open a workshop, as plain data. */
export type HostProblem =
  | { readonly type: "AlreadyOpen"; readonly pid: number }
  | { readonly type: "NewerFormat"; readonly found: number }
  | { readonly type: "Damaged"; readonly detail: string }
  | { readonly type: "CannotRead"; readonly code: string }
  | { readonly type: "CannotWrite"; readonly problem: "full" | "read-only" | "error" }
  | { readonly type: "CannotListen"; readonly address: string; readonly code: string }
  | { readonly type: "NoSuchTemplate"; readonly id: string }
  | { readonly type: "NoSuchWorkshop"; readonly workshop: string }
  | { readonly type: "BadFile"; readonly detail: string }
  | { readonly type: "Succeeded"; readonly address: string }
  | { readonly type: "NoPage"; readonly folder: string }

/** One line for a terminal or a log, in English. */
export function describeProblem(problem: HostProblem): string {
  switch (problem.type) {
    case "AlreadyOpen":
      return `Another Cairn (process ${problem.pid}) has this data open. Use that one, or end it first.`
    case "NewerFormat":
      return `This workshop was saved by a newer Cairn (format ${problem.found}). Update Cairn; nothing was changed.`
    case "Damaged":
      return `This workshop is damaged and was left as it is: ${problem.detail}.`
    case "CannotRead":
      return `The data cannot be read (${problem.code}).`
    case "CannotWrite":
      return `The data cannot be written (${problem.problem}).`
    case "CannotListen":
      return `Cannot listen on ${problem.address} (${problem.code}).`
    case "NoSuchTemplate":
      return `There is no template ${problem.id}.`
    case "NoSuchWorkshop":
      return `There is no workshop ${problem.workshop}.`
    case "BadFile":
      return `The file cannot be opened: ${problem.detail}`
    case "Succeeded":
      return `This workshop is carried on by another computer (${problem.address}). What was here is kept and was handed over; join there.`
    case "NoPage":
      return `The page is not built: ${problem.folder} has no index.html.`
  }
}
