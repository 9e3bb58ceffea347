/* Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   The standard library and the pages of the diagnostics, as the build made
   them. Trees are used where they lie, so they are aligned. */
    .section .rodata
    .balign 64
    .global acp_library_begin
acp_library_begin:
    .incbin "stdlib.bin"
    .global acp_library_end
acp_library_end:
    .balign 64
    .global acp_pages_begin
acp_pages_begin:
    .incbin "pages.txt"
    .global acp_pages_end
acp_pages_end:
    .byte 0
    .section .note.GNU-stack,"",@progbits
