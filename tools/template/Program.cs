// SPDX-License-Identifier: MIT
using System;

Console.WriteLine(args.Length == 0 ? "Hello from SkiftApp!" : $"Hello, {string.Join(" ", args)}!");
return 0;
