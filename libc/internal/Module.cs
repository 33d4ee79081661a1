// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

// Locals and stackalloc begin as they are: printf and its like do not pay for buffers of which they use a few bytes.
[module: SkipLocalsInit]
