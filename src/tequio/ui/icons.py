"""Our own drawings, 24 by 24, one line thick. A name in English is what it shows; see them all at /patrones/."""

# ruff: noqa: E501  a drawing stays on one line, as it is pasted from and into a drawing program

ICONS = {
    # the trade
    "pot": '<path d="M8 3h8M9 3c0 3-5 4.5-5 10 0 4.5 3 8 8 8s8-3.5 8-8c0-5.5-5-7-5-10M5 11c3 2 11 2 14 0"/>',
    "kiln": '<path d="M3 21V12a9 9 0 0 1 18 0v9zM8 21v-5a4 4 0 0 1 8 0v5M12 21c-1.5-1.5-1-3 0-4 1 1 1.5 2.5 0 4M10 3V1.5M14 3V1.5"/>',
    "sack": '<path d="M9 3h6l-1.5 4h-3zM10.5 7C6 9 4 13 4 16.5 4 20 6 21 8 21h8c2 0 4-1 4-4.5C20 13 18 9 13.5 7M8.5 14.5h7M9.5 17.5h5"/>',
    "truck": '<path d="M2 6h11v11H2zM13 10h4.5L22 13.5V17h-9M2 17h20"/><circle cx="7" cy="18" r="2.2" class="solid"/><circle cx="17.5" cy="18" r="2.2" class="solid"/>',
    "hand": '<path d="M8 12V5.5a1.5 1.5 0 0 1 3 0V11M11 10V4a1.5 1.5 0 0 1 3 0v7M14 11V6a1.5 1.5 0 0 1 3 0v8c0 4-2.5 7-6 7-3 0-4.5-1.5-6-4l-2-3.5c-.7-1.5 1.2-2.6 2.2-1.5L8 14.5"/>',
    "coin": '<circle cx="12" cy="12" r="9"/><path d="M14.8 8.8c-.5-1-1.5-1.5-2.8-1.5-1.6 0-2.8.8-2.8 2.2 0 3.2 5.8 1.6 5.8 4.9 0 1.5-1.3 2.4-3 2.4-1.5 0-2.6-.7-3-1.9M12 5.5v1.8M12 16.8v1.7"/>',
    "village": '<path d="M2 21h20M4 21v-7l4-3.5 4 3.5v7M12 21V8l3.5-5L19 8v13M15.5 3V1M7 21v-3.5h2V21M15.5 12v3"/>',
    "people": '<circle cx="8" cy="7" r="3"/><circle cx="17" cy="8.5" r="2.3"/><path d="M2 20c0-5 2.5-7.5 6-7.5s6 2.5 6 7.5M15 13.5c4-1 7 1.5 7 6.5"/>',
    "person": '<circle cx="12" cy="7.5" r="3.8"/><path d="M4.5 21c0-5 3-8 7.5-8s7.5 3 7.5 8"/>',
    "workshop": '<path d="M3 21V9l9-6 9 6v12zM8 21v-6h8v6M8 18h8M12 9.5v1.5"/>',
    "scale": '<path d="M12 3v18M7 21h10M4 7h16M4 7l-2.5 6.5h5zM20 7l-2.5 6.5h5zM1.5 13.5c0 3 5 3 5 0M17.5 13.5c0 3 5 3 5 0"/>',
    "wheel": '<ellipse cx="12" cy="14" rx="9" ry="3"/><path d="M12 17v4M8 21h8M9 12.5C7 10 8 8 9 6h6c1 2 2 4 0 6.5"/>',
    # the office
    "home": '<path d="M3 11.5 12 4l9 7.5M5.5 10v10.5h13V10M10 20.5v-6h4v6"/>',
    "round": '<path d="M20 12a8 8 0 0 1-14 5.3M4 12a8 8 0 0 1 14-5.3M18 2.5v4.3h-4.3M6 21.5v-4.3h4.3"/><circle cx="12" cy="12" r="2" class="solid"/>',
    "book": '<path d="M12 6c-2-1.8-5-2-9-2v14.5c4 0 7 .2 9 2 2-1.8 5-2 9-2V4c-4 0-7 .2-9 2zM12 6v14.5"/>',
    "list": '<path d="M9 6h12M9 12h12M9 18h12M4 6h.01M4 12h.01M4 18h.01"/>',
    "calendar": '<path d="M4 6h16v15H4zM4 10.5h16M8 3v4M16 3v4M8 14.5h2M14 14.5h2M8 17.5h2"/>',
    "chart": '<path d="M4 3v18h17M8 17v-5M13 17V8M18 17v-7"/>',
    "paper": '<path d="M6 2.5h8l5 5v14H6zM14 2.5V8h5M9 12.5h7M9 16.5h7"/>',
    "receipt": '<path d="M5 2.5 7 4l2.5-1.5L12 4l2.5-1.5L17 4l2-1.5v19L17 20l-2.5 1.5L12 20l-2.5 1.5L7 20l-2 1.5zM8.5 9h7M8.5 13h7"/>',
    "download": '<path d="M12 3v12M7 10.5 12 15.5l5-5M4 20.5h16"/>',
    "upload": '<path d="M12 16V4M7 8.5 12 3.5l5 5M4 20.5h16"/>',
    "print": '<path d="M7 8V3h10v5M7 17H3.5V8h17v9H17M7 14h10v7H7z"/>',
    "edit": '<path d="m4 20 1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5"/>',
    "trash": '<path d="M4 6.5h16M9 6.5V3.5h6v3M6 6.5l1 14.5h10l1-14.5M10 11v6M14 11v6"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5.5 5.5"/>',
    "filter": '<path d="M3 5h18l-7 8v6.5l-4-2V13z"/>',
    "plus": '<path d="M12 4.5v15M4.5 12h15"/>',
    "back": '<path d="m14.5 5-7 7 7 7"/>',
    "next": '<path d="m9.5 5 7 7-7 7"/>',
    "lock": '<path d="M5 11h14v10H5zM8 11V7.5a4 4 0 0 1 8 0V11M12 15v2.5"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 6.5V12l3.5 2.5"/>',
    "phone": '<path d="M7 2.5h10v19H7zM10.5 18.5h3"/>',
    "exit": '<path d="M10 4H4v16h6M14.5 7.5 19 12l-4.5 4.5M19 12H9"/>',
    "link": '<path d="M10 14a4 4 0 0 1 0-5.7l3-3a4 4 0 0 1 5.7 5.7L17 12.7M14 10a4 4 0 0 1 0 5.7l-3 3A4 4 0 0 1 5.3 13L7 11.3"/>',
    # what happened
    "check": '<path d="m4.5 12.5 5 5 10-11"/>',
    "done": '<circle cx="12" cy="12" r="9"/><path d="m8 12.5 3 3 5.5-6.5"/>',
    "warning": '<path d="M12 3.5 22 20.5H2zM12 10v4.5M12 17.5h.01"/>',
    "error": '<circle cx="12" cy="12" r="9"/><path d="M12 7v6M12 16.5h.01"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.5h.01"/>',
    "cross": '<path d="m5.5 5.5 13 13M18.5 5.5l-13 13"/>',
}

# A pot of coils, one laid on the other, between two arms.
MARK = (
    '<path d="M11 5h10M12.5 10h7M9.5 15h13M8 20h16M9.5 25h13M13 29.5h6"/>'
    '<path class="arm" d="M9 8C5 7.5 2.5 10 3 13s3 4 4 4.5M23 8c4-.5 6.5 2 6 5s-3 4-4 4.5"/>'
)
