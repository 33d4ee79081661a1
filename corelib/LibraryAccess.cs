// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

// math.h has more functions than Math, over the same logarithm and exponential function, which give more digits than Math shows.
[assembly: InternalsVisibleTo("Skift.Libc")]
