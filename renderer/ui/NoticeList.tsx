import { IconButton } from "./Button.tsx"
import { Icon } from "./Icon.tsx"
import "./ui.css"

export interface NoticeItem {
  readonly id: number
  readonly tone: "calm" | "attention" | "loss"
  readonly text: string
}

export interface NoticeListProps {
  readonly label: string
  readonly closeLabel: string
  readonly items: readonly NoticeItem[]
  readonly onClose: (id: number) => void
  /** Above a bar at the bottom of the screen. */
  readonly isRaised?: boolean
}

/** What happened, for a moment, in a corner. The region is always there, so that screen readers notice what enters it. */
export const NoticeList = ({ label, closeLabel, items, onClose, isRaised = false }: NoticeListProps) => (
  <section className={isRaised ? "notices notices-raised" : "notices"} aria-label={label} aria-live="polite">
    {items.map(({ id, tone, text }) => (
      <div key={id} className={`notice notice-${tone}`}>
        <Icon name={tone === "calm" ? "check" : "alert"} />
        <p>{text}</p>
        <IconButton label={closeLabel} icon="close" onClick={() => onClose(id)} />
      </div>
    ))}
  </section>
)
