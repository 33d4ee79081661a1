// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

// What the tests inside the kernel look at is more than what drivers and file systems may use.
[assembly: InternalsVisibleTo("Skift.Tests.Kernel")]
