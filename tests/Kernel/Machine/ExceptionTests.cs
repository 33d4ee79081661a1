// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Skift.Machine;

namespace Skift.Tests.Kernel;

internal static class ExceptionTests
{
    private sealed class Node
    {
        internal Node? Next;
        internal int Value;
    }

    [KernelTest]
    internal static void NullReference_IsCaughtManyTimes()
    {
        int caught = 0;
        for (int i = 0; i < 100; i++)
        {
            try
            {
                caught += ValueOf(null);
            }
            catch (NullReferenceException)
            {
                caught++;
            }
        }

        Check.Equal(100, caught, "caught");
    }

    [KernelTest]
    internal static void DivideByZero_RunsFinallyBlocksAndFilters()
    {
        int order = 0;
        try
        {
            try
            {
                order = Divide(1, order);
            }
            finally
            {
                Check.Equal(0, order, "order in finally");
                order = 1;
            }
        }
        catch (DivideByZeroException) when (order == 0)
        {
            order = 2;
        }

        Check.Equal(2, order, "the filter ran before the finally block, the handler after it");
    }

    [KernelTest]
    internal static void Exceptions_ReleaseLocks()
    {
        SpinLock<Node?> holder = new(null);
        try
        {
            using SpinLock<Node?>.Guard guard = holder.Lock();
            _ = ValueOf(guard.Value);
        }
        catch (NullReferenceException)
        {
        }

        Check.True(!holder.IsHeld, "the lock is free");
        Check.True(Cpu.AreInterruptsEnabled, "interrupts are on");
    }

    [KernelTest]
    internal static void Bounds_Casts_AndOverflow_Throw()
    {
        int[] array = new int[3];
        object text = "text";
        int index = array.Length;
        Check.Throws<IndexOutOfRangeException>(() => array[index] = 1, "index");
        Check.Throws<InvalidCastException>(() => _ = (Node)text, "cast");
        Check.Throws<OverflowException>(() => _ = checked(index + int.MaxValue), "checked add");
    }

    [KernelTest]
    internal static void Registers_SurviveFaultsInVectorCode()
    {
        double sum = 0;
        for (int i = 1; i <= 50; i++)
        {
            double part = 1.0 / i;
            try
            {
                _ = ValueOf(null);
            }
            catch (NullReferenceException)
            {
                sum += part;
            }
        }

        Check.True(sum > 4.4992 && sum < 4.4993, "harmonic sum");
    }

    [KernelTest(TimeoutMilliseconds = 60_000)]
    internal static void GarbageCollector_KeepsWhatIsReachable()
    {
        Node head = new() { Value = 0 };
        List<byte[]> kept = [];
        for (int i = 0; i < 200_000; i++)
        {
            _ = new byte[100];
            if (i % 2000 == 0)
            {
                head = new Node { Next = head, Value = head.Value + 1 };
                kept.Add(new byte[1000]);
                kept[^1][999] = (byte)kept.Count;
            }
        }

        GC.Collect();
        Check.Equal(100, Length(head), "list length");
        for (int i = 0; i < kept.Count; i++) Check.Equal((byte)(i + 1), kept[i][999], "array content");
    }

    private static int Length(Node head)
    {
        int length = 0;
        for (Node? node = head.Next; node != null; node = node.Next) length++;
        return length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ValueOf(Node? node) => node!.Value;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Divide(int left, int right) => left / right;
}
