// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Machine;

public readonly struct VirtualAddress
{
    public const int PageSize = 4096;

    public readonly ulong Value;

    public VirtualAddress(ulong value) => Value = value;

    public static VirtualAddress operator +(VirtualAddress address, ulong bytes) => new(address.Value + bytes);
}

/// <summary>Double of user memory: one small array per thread at a fixed address; anything else faults.</summary>
public static class UserMemory
{
    public const ulong Base = 0x10000;
    public const int Length = 1 << 20;

    [ThreadStatic]
    private static byte[]? t_bytes;

    /// <summary>The bytes of this thread's user memory, from <see cref="Base"/> on.</summary>
    public static byte[] Bytes => t_bytes ??= new byte[Length];

    public static Errno CopyIn(VirtualAddress source, Span<byte> destination)
    {
        if (!Range(source, destination.Length).TryCopyTo(destination) || Range(source, destination.Length).Length != destination.Length)
        {
            return Errno.EFAULT;
        }

        return Errno.None;
    }

    public static Errno CopyOut(VirtualAddress destination, ReadOnlySpan<byte> source) =>
        source.TryCopyTo(Range(destination, source.Length)) ? Errno.None : Errno.EFAULT;

    public static Errno Read<T>(VirtualAddress source, out T value)
        where T : unmanaged
    {
        Span<byte> bytes = stackalloc byte[Unsafe.SizeOf<T>()];
        Errno error = CopyIn(source, bytes);
        value = MemoryMarshal.Read<T>(bytes);
        return error;
    }

    public static Errno Write<T>(VirtualAddress destination, in T value)
        where T : unmanaged
    {
        Span<byte> bytes = stackalloc byte[Unsafe.SizeOf<T>()];
        MemoryMarshal.Write(bytes, in value);
        return CopyOut(destination, bytes);
    }

    private static Span<byte> Range(VirtualAddress address, int length)
    {
        bool isInside = address.Value >= Base && address.Value + (ulong)length <= Base + Length;
        return isInside ? Bytes.AsSpan((int)(address.Value - Base), length) : default;
    }
}
