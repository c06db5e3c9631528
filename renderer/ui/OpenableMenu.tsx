import { DropdownMenu as Radix } from "radix-ui"
import { Icon } from "./Icon.tsx"
import { Keys } from "./Keys.tsx"
import type { MenuItem, MenuProps } from "./Menu.tsx"

export type OpenableMenuProps = MenuProps

/** The menu itself. It is made when it is first asked for, so it begins open. */
export const OpenableMenu = ({ trigger, groups, align = "end" }: OpenableMenuProps) => (
  <Radix.Root modal={false} defaultOpen>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        className="menu"
        align={align}
        sideOffset={6}
        collisionPadding={8}
        loop
        onCloseAutoFocus={leaveFocus}
      >
        {groups
          .filter((group) => group.length > 0)
          .map((group, at) => (
            <Radix.Group key={group[0]?.name} className="menu-group">
              {at > 0 && <Radix.Separator className="menu-line" />}
              {group.map((item) => (
                <Item key={item.name} item={item} />
              ))}
            </Radix.Group>
          ))}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
)

/** A choice that put the focus somewhere, such as into a new card's title, keeps it there; otherwise the trigger gets it back. */
function leaveFocus(event: Event): void {
  const focused = document.activeElement
  const isElsewhere = focused instanceof HTMLElement && focused.matches("input, textarea")
  if (isElsewhere) event.preventDefault()
}

const isDisabled = ({ isDisabled: is = false }: MenuItem): boolean => (typeof is === "function" ? is() : is)

const Item = ({ item }: { readonly item: MenuItem }) => (
  <Radix.Item className="menu-item" disabled={isDisabled(item)} onSelect={item.onChoose}>
    <span className="menu-icon">{item.icon && <Icon name={item.icon} />}</span>
    <span className="menu-label">{item.label}</span>
    {item.shortcut !== undefined && <Keys shortcut={item.shortcut} />}
  </Radix.Item>
)
