import type { Answers } from "../../../shared/model/keeping.ts"
import { useWords } from "../words.ts"

/** How many gave which answer, as bars with their words. Nobody's answer can be told from it. */
export function Result({ answers, word }: { readonly answers: Answers; readonly word: "fist" | "energy" }) {
  const say = useWords()
  const most = Math.max(1, ...answers.counts.map(({ count }) => count))
  return (
    <ol className="result">
      {answers.counts.map(({ value, count }) => (
        <li key={value} className="result-row">
          <span className="visually-hidden">
            {say("keeping.result", { value, count, word: say(`keeping.${word}.${value}`) })}
          </span>
          <span aria-hidden="true">{value}</span>
          <span className="result-track" aria-hidden="true">
            <span
              className="result-bar"
              data-low={word === "fist" && value < 3}
              style={{ width: `${(count / most) * 100}%` }}
            />
          </span>
          <span aria-hidden="true">{count}</span>
        </li>
      ))}
    </ol>
  )
}
