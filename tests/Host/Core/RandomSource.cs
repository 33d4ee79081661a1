// SPDX-License-Identifier: MIT
using System;
using System.Security.Cryptography;

namespace Skift.Core;

/// <summary>Double of the kernel's generator.</summary>
public static class RandomSource
{
    public static void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);

    public static void Mix(ulong value)
    {
    }
}
