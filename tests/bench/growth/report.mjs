import { bundled } from "../source.mjs"
import { judge, table } from "../table.mjs"

/** A drag of any length is one command on drop: what it adds is small and does not depend on the way. */
const budgetBytes = 120

export async function growthReport() {
  const { measureGrowth } = await bundled("tests/bench/growth/measure.ts")
  const found = measureGrowth()
  const rows = found.map(({ gesture, bytes, transactions }) => [gesture, bytes, transactions])
  const judged = found
    .filter(({ isDrag }) => isDrag)
    .map(({ gesture, bytes, transactions }) =>
      judge(
        gesture,
        `${bytes} bytes`,
        `1 to ${budgetBytes} bytes, once`,
        bytes > 0 && bytes <= budgetBytes && transactions === 1,
      ),
    )
  return { text: table(["gesture", "bytes", "updates"], rows), judged }
}
