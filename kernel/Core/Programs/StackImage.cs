// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;

namespace Skift.Core.Programs;

/// <summary>What is on the stack of a new program (System V ABI x86-64 §3.4.1, and Linux's order of the strings).</summary>
/// <remarks>From the top: 8 zero bytes, file name, environment, arguments, platform, random bytes; then vectors down to argc, 16-aligned.</remarks>
internal ref struct StackImage
{
    private const int RandomBytes = 16;
    private readonly ulong _top;
    private readonly byte[] _bytes;
    private readonly int _auxiliaryAt;
    private int _vectorAt;

    internal StackImage(ulong top, ArgumentList arguments, ReadOnlySpan<byte> fileName, ReadOnlySpan<byte> random, int auxiliaryCount)
    {
        _top = top;
        ReadOnlySpan<byte> platform = "x86_64\0"u8;
        int strings = sizeof(ulong) + fileName.Length + 1 + arguments.Length;
        int stringsAndRandom = Align(strings + platform.Length + RandomBytes + 15, 16);
        int pointers = 1 + arguments.ArgumentCount + 1 + arguments.EnvironmentCount + 1 + (2 * (auxiliaryCount + 1));
        int vectors = Align(pointers * sizeof(ulong), 16);
        _bytes = new byte[stringsAndRandom + vectors];
        StackPointer = top - (ulong)_bytes.Length;

        int at = _bytes.Length - sizeof(ulong) - fileName.Length - 1;
        fileName.CopyTo(_bytes.AsSpan(at));
        FileNameAddress = AddressOf(at);
        at -= arguments.Length;
        arguments.Bytes.CopyTo(_bytes.AsSpan(at));
        ArgumentsStart = AddressOf(at);
        ArgumentsEnd = ArgumentsStart + (ulong)arguments.ArgumentBytes;
        EnvironmentEnd = ArgumentsStart + (ulong)arguments.Length;
        at -= platform.Length;
        platform.CopyTo(_bytes.AsSpan(at));
        PlatformAddress = AddressOf(at);
        at = (at - RandomBytes) & ~15;
        random[..RandomBytes].CopyTo(_bytes.AsSpan(at));
        RandomAddress = AddressOf(at);

        Put((ulong)arguments.ArgumentCount);
        ulong text = PutPointers(arguments.Bytes, arguments.ArgumentCount, ArgumentsStart);
        Put(0);
        _ = PutPointers(arguments.Bytes[(int)(text - ArgumentsStart)..], arguments.EnvironmentCount, text);
        Put(0);
        _auxiliaryAt = _vectorAt;
    }

    internal readonly ReadOnlySpan<byte> Bytes => _bytes;

    internal ulong StackPointer { get; }

    internal ulong FileNameAddress { get; }

    internal ulong PlatformAddress { get; }

    internal ulong RandomAddress { get; }

    internal ulong ArgumentsStart { get; }

    internal ulong ArgumentsEnd { get; }

    internal ulong EnvironmentEnd { get; }

    /// <summary>A copy of the auxiliary vector up to and with its end.</summary>
    internal readonly byte[] AuxiliaryVector => _bytes.AsSpan(_auxiliaryAt, _vectorAt + (2 * sizeof(ulong)) - _auxiliaryAt).ToArray();

    /// <summary>Appends to the auxiliary vector; as many as were announced, then <see cref="AuxiliaryType.AT_NULL"/>.</summary>
    internal void PutAuxiliary(AuxiliaryType type, ulong value)
    {
        Put((ulong)type);
        Put(value);
    }

    private static int Align(int value, int alignment) => (value + alignment - 1) & -alignment;

    private readonly ulong AddressOf(int index) => _top - (ulong)(_bytes.Length - index);

    private ulong PutPointers(ReadOnlySpan<byte> strings, int count, ulong address)
    {
        for (int i = 0; i < count; i++)
        {
            Put(address);
            int length = strings.IndexOf((byte)0) + 1;
            strings = strings[length..];
            address += (ulong)length;
        }

        return address;
    }

    private void Put(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(_vectorAt), value);
        _vectorAt += sizeof(ulong);
    }
}
