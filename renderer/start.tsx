import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { App } from "./app/App.tsx"
import { arrive } from "./app/opening.ts"

export function start(): void {
  const root = document.getElementById("root")
  if (!root) throw new Error("The page has no #root element")
  createRoot(root).render(
    <StrictMode>
      <App arrival={arrive(location, import.meta.env.DEV)} />
    </StrictMode>,
  )
}
