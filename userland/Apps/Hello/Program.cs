// SPDX-License-Identifier: MIT
using System;

Console.WriteLine(args.Length == 0 ? "Hello from SkiftSharp!" : $"Hello, {string.Join(" ", args)}!");
return 0;
