// SPDX-License-Identifier: MIT
using System;

namespace Skift.Machine;

/// <summary>Numbers in firmware tables, which are not always aligned.</summary>
internal static class LittleEndian
{
    internal static ushort Read16(ReadOnlySpan<byte> bytes) => (ushort)(bytes[0] | (bytes[1] << 8));

    internal static uint Read32(ReadOnlySpan<byte> bytes) => Read16(bytes) | ((uint)Read16(bytes[2..]) << 16);

    internal static ulong Read64(ReadOnlySpan<byte> bytes) => Read32(bytes) | ((ulong)Read32(bytes[4..]) << 32);
}
