import { area } from "./area.ts"

/** What a workshop can start from. Keys carry the template's id. */
export const templates = area({
  en: {
    "template.sample.title": "From shopper to cluster",
    "template.sample.goal": "see how an online shop and the platform below it serve the same people",
    "template.sample.by": "following needs through a map, a story map and a product flow",
    "template.sample.about": "All examples in one workshop, linked: follow a need from the shopper down to a metric.",
    "template.tpl-unm-online-shop.title": "Online shop: needs map",
    "template.tpl-unm-online-shop.about":
      "What shoppers need, what that rests on, and three ways to divide it among teams.",
    "template.tpl-story-platform.title": "Platform for developers: story map",
    "template.tpl-story-platform.about": "What developers do on a platform, step by step, and what to build first.",
    "template.tpl-flow-kubernetes.title": "Kubernetes clusters: product flow",
    "template.tpl-flow-kubernetes.about":
      "A platform through its phases, with metrics out of range and what they suggest.",
    "template.tpl-unm-online-shop-practice.title": "Online shop: find the weak spots",
    "template.tpl-unm-online-shop-practice.about": "The needs map with six planted faults, to practise reading one.",
    "template.empty-user-needs-map.title": "Empty needs map",
    "template.empty-user-needs-map.about": "Start from the people and what they need.",
    "template.empty-user-needs-map.board": "User needs map",
    "template.empty-story-map.title": "Empty story map",
    "template.empty-story-map.about": "Start from what people do, step by step.",
    "template.empty-story-map.board": "Story map",
    "template.empty-product-flow.title": "Empty product flow",
    "template.empty-product-flow.about": "Start from the phases of a product and who meets it there.",
    "template.empty-product-flow.board": "Product flow",
  },
  de: {
    "template.sample.title": "Vom Einkauf bis zum Cluster",
    "template.sample.goal": "sehen, wie ein Online-Shop und die Plattform darunter denselben Menschen dienen",
    "template.sample.by": "Bedürfnisse durch Needs Map, Story Map und Product Flow verfolgen",
    "template.sample.about":
      "Alle Beispiele in einem Workshop, verbunden: vom Bedürfnis beim Einkauf bis hinunter zur Metrik.",
    "template.tpl-unm-online-shop.title": "Online-Shop: Needs Map",
    "template.tpl-unm-online-shop.about":
      "Was beim Einkaufen gebraucht wird, worauf das ruht und drei Wege, es auf Teams zu verteilen.",
    "template.tpl-story-platform.title": "Plattform für Entwicklung: Story Map",
    "template.tpl-story-platform.about":
      "Was Menschen auf einer Plattform tun, Schritt für Schritt, und was zuerst gebaut wird.",
    "template.tpl-flow-kubernetes.title": "Kubernetes-Cluster: Product Flow",
    "template.tpl-flow-kubernetes.about":
      "Eine Plattform durch ihre Phasen, mit Metriken außerhalb ihres Bereichs und was daraus folgt.",
    "template.tpl-unm-online-shop-practice.title": "Online-Shop: Schwachstellen finden",
    "template.tpl-unm-online-shop-practice.about": "Die Needs Map mit sechs eingebauten Fehlern, zum Üben.",
    "template.empty-user-needs-map.title": "Leere Needs Map",
    "template.empty-user-needs-map.about": "Mit den Menschen beginnen und dem, was sie brauchen.",
    "template.empty-user-needs-map.board": "User Needs Map",
    "template.empty-story-map.title": "Leere Story Map",
    "template.empty-story-map.about": "Mit dem beginnen, was Menschen tun, Schritt für Schritt.",
    "template.empty-story-map.board": "Story Map",
    "template.empty-product-flow.title": "Leerer Product Flow",
    "template.empty-product-flow.about": "Mit den Phasen eines Produkts beginnen und wer ihm dort begegnet.",
    "template.empty-product-flow.board": "Product Flow",
  },
})
