// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

// A test in the kernel plays the device behind a queue.
[assembly: InternalsVisibleTo("Skift.Tests.Kernel")]
