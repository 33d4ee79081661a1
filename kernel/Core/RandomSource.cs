// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using System.Numerics;
using Skift.Machine;

namespace Skift.Core;

/// <summary>Random bytes that cannot be foretold: getrandom(2), /dev/urandom, address layout.</summary>
/// <remarks>
/// ChaCha20 (RFC 8439) as a generator that overwrites its key with the first part of each output, so that what it gave before cannot be
/// computed from what it holds now (Bernstein, "Fast-key-erasure random-number generators", 2017). The seed is mixed from the processor's
/// generator and from the times at which things happen.
/// </remarks>
public static class RandomSource
{
    private const int KeyBytes = 32;
    private const int BlockBytes = 64;

    private static readonly SpinLock<State> s_state = new(default);

    private struct State
    {
        internal Key Key;
        internal bool IsSeeded;
    }

    [System.Runtime.CompilerServices.InlineArray(KeyBytes)]
    private struct Key
    {
        private byte _element0;
    }

    /// <summary>Fills a buffer.</summary>
    public static void Fill(Span<byte> destination)
    {
        Span<byte> block = stackalloc byte[BlockBytes];
        while (!destination.IsEmpty)
        {
            NextBlock(block);
            int count = Math.Min(destination.Length, BlockBytes - KeyBytes);
            block.Slice(KeyBytes, count).CopyTo(destination);
            destination = destination[count..];
        }

        block.Clear();
    }

    public static ulong NextUInt64()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>Adds something unpredictable, such as the moment of a key press. Any context.</summary>
    public static void Mix(ulong value)
    {
        using SpinLock<State>.Guard state = s_state.Lock();
        MixInto(ref state.Value, value);
    }

    private static void NextBlock(Span<byte> block)
    {
        using SpinLock<State>.Guard state = s_state.Lock();
        if (!state.Value.IsSeeded) Seed(ref state.Value);
        MixInto(ref state.Value, (ulong)Clock.MonotonicNanoseconds);
        ChaCha20(state.Value.Key, block);
        block[..KeyBytes].CopyTo(state.Value.Key);
    }

    private static void Seed(ref State state)
    {
        const int Words = 16;
        for (int i = 0; i < Words; i++)
        {
            MixInto(ref state, Cpu.TryGetRandom(out ulong value) ? value : (ulong)Clock.MonotonicNanoseconds);
            MixInto(ref state, (ulong)Clock.RealTimeNanoseconds);
        }

        state.IsSeeded = true;
    }

    /// <summary>Folds a value into the key and stirs it.</summary>
    private static void MixInto(ref State state, ulong value)
    {
        Span<byte> key = state.Key;
        ulong first = BinaryPrimitives.ReadUInt64LittleEndian(key);
        BinaryPrimitives.WriteUInt64LittleEndian(key, first ^ value);
        Span<byte> block = stackalloc byte[BlockBytes];
        ChaCha20(key, block);
        block[..KeyBytes].CopyTo(key);
    }

    /// <summary>One block of RFC 8439 §2.3 with counter and nonce 0: the key is never used twice.</summary>
    private static void ChaCha20(ReadOnlySpan<byte> key, Span<byte> block)
    {
        Span<uint> initial = [0x6170_7865, 0x3320_646E, 0x7962_2D32, 0x6B20_6574, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        for (int i = 0; i < KeyBytes / sizeof(uint); i++)
        {
            initial[4 + i] = BinaryPrimitives.ReadUInt32LittleEndian(key[(i * sizeof(uint))..]);
        }

        Span<uint> x = stackalloc uint[16];
        initial.CopyTo(x);
        for (int round = 0; round < 10; round++)
        {
            QuarterRound(x, 0, 4, 8, 12);
            QuarterRound(x, 1, 5, 9, 13);
            QuarterRound(x, 2, 6, 10, 14);
            QuarterRound(x, 3, 7, 11, 15);
            QuarterRound(x, 0, 5, 10, 15);
            QuarterRound(x, 1, 6, 11, 12);
            QuarterRound(x, 2, 7, 8, 13);
            QuarterRound(x, 3, 4, 9, 14);
        }

        for (int i = 0; i < x.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(block[(i * sizeof(uint))..], x[i] + initial[i]);
        }
    }

    private static void QuarterRound(Span<uint> x, int a, int b, int c, int d)
    {
        x[a] += x[b];
        x[d] = BitOperations.RotateLeft(x[d] ^ x[a], 16);
        x[c] += x[d];
        x[b] = BitOperations.RotateLeft(x[b] ^ x[c], 12);
        x[a] += x[b];
        x[d] = BitOperations.RotateLeft(x[d] ^ x[a], 8);
        x[c] += x[d];
        x[b] = BitOperations.RotateLeft(x[b] ^ x[c], 7);
    }
}
