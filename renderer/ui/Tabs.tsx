import { Tabs as Radix } from "radix-ui"
import type { ReactNode } from "react"
import "./ui.css"

export interface TabsProps {
  readonly label: string
  readonly value: string
  readonly onChoose: (value: string) => void
  readonly tabs: readonly { readonly value: string; readonly label: string; readonly content: ReactNode }[]
}

export const Tabs = ({ label, value, onChoose, tabs }: TabsProps) => (
  <Radix.Root value={value} onValueChange={onChoose} className="tabs">
    <Radix.List className="tabs-list" aria-label={label}>
      {tabs.map((tab) => (
        <Radix.Trigger key={tab.value} value={tab.value} className="tabs-tab">
          {tab.label}
        </Radix.Trigger>
      ))}
    </Radix.List>
    {tabs.map((tab) => (
      <Radix.Content key={tab.value} value={tab.value} className="tabs-content">
        {tab.content}
      </Radix.Content>
    ))}
  </Radix.Root>
)
