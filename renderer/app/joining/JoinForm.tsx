import { type FormEvent, useState } from "react"
import { Button } from "../../ui/Button.tsx"
import { Field } from "../../ui/Field.tsx"
import type { Way } from "../opening.ts"
import { useWords } from "../words.ts"
import { readWay, type WayProblem } from "./readWay.ts"

export interface JoinFormProps {
  readonly onJoin: (way: Way) => void
  /** The page comes from this host already, so that the code is enough. */
  readonly address?: string
}

/** A link to paste, or an address and the code from the screen. */
export function JoinForm({ onJoin, address }: JoinFormProps) {
  const say = useWords()
  const [where, setWhere] = useState(address ?? "")
  const [code, setCode] = useState("")
  const [problem, setProblem] = useState<WayProblem>()
  const join = (event: FormEvent) => {
    event.preventDefault()
    const way = readWay(where, code)
    setProblem(way.ok ? undefined : way.error)
    if (way.ok) onJoin(way.value)
  }
  const isLink = where.includes("#")
  const problemAt = (...here: readonly WayProblem[]) => (problem && here.includes(problem) ? say(problem) : undefined)
  return (
    <form className="stack" onSubmit={join} noValidate>
      {address === undefined && (
        <Field
          label={say("join.where")}
          hint={say("join.where.hint")}
          problem={problemAt("join.problem.link", "join.problem.address")}
          value={where}
          inputMode="url"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setWhere(event.target.value)}
        />
      )}
      {!isLink && (
        <Field
          label={say("join.code")}
          problem={problemAt("join.problem.code")}
          value={code}
          inputMode="numeric"
          autoComplete="off"
          maxLength={9}
          placeholder={say("join.code.example")}
          onChange={(event) => setCode(event.target.value)}
        />
      )}
      <Button type="submit" look={address === undefined ? "plain" : "primary"} icon="door">
        {say("join.go")}
      </Button>
    </form>
  )
}
