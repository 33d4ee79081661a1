// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Processes;

/// <summary>Double of how core files are named.</summary>
public static class CorePattern
{
    public static ReadOnlySpan<byte> Text => "core"u8;

    public static bool UsesProcessId { get; set; }

    public static Errno Set(ReadOnlySpan<byte> text) => Errno.None;
}
