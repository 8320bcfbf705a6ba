"""What other people's software gets: `/api/v1/`, the same rows and numbers as the pages, as JSON.

`contract` puts the routers together, `entering` says who is asking and how often they may, `problems` what went wrong,
`shown` what is answered and how a program narrows it, `middleware` what holds for every address below `/api/`. Each
module of `routers` has the addresses of one noun; `writing` is what people with tokens write.
"""
