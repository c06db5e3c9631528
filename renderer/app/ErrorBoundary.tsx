import { Component, type ReactNode } from "react"
import { Button } from "../ui/Button.tsx"
import { useWords } from "./words.ts"
import "./screens.css"

interface Props {
  readonly children: ReactNode
}
interface State {
  readonly hasFailed: boolean
}

/** A fault in one screen ends that screen only. What was written is in the document and not in the screen. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { hasFailed: false }

  static getDerivedStateFromError(): State {
    return { hasFailed: true }
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children
    return <Failed onRetry={() => this.setState({ hasFailed: false })} />
  }
}

function Failed({ onRetry }: { readonly onRetry: () => void }) {
  const say = useWords()
  return (
    <section className="failed" role="alert">
      <h2>{say("app.failed.title")}</h2>
      <p>{say("app.failed.kept")}</p>
      <div className="actions-row">
        <Button look="primary" onClick={onRetry}>
          {say("app.failed.retry")}
        </Button>
        <Button onClick={() => location.reload()}>{say("app.failed.reload")}</Button>
      </div>
    </section>
  )
}
