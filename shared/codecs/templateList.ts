import flowKubernetes from "../../assets/templates/flow-kubernetes.json" with { type: "json" }
import storyMapPlatform from "../../assets/templates/story-map-platform.json" with { type: "json" }
import unmOnlineShop from "../../assets/templates/unm-online-shop.json" with { type: "json" }
import practice from "../../assets/templates/unm-online-shop-practice.json" with { type: "json" }
import type { Json } from "./templateBoard.ts"

type Template = Json & { readonly id: string; readonly kind: string }

/** The worked examples, whose links lead from one to the other; together they are the sample workshop. */
export const examples: readonly Template[] = [unmOnlineShop, storyMapPlatform, flowKubernetes]

/** The templates that come with Cairn, in the order in which they are offered. A new one adds its line here. */
export const templateList: readonly Template[] = [...examples, practice]
