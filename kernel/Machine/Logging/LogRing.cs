// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Skift.Machine;

/// <summary>The last lines of the log, as fixed slots so that a reader can find any record without walking.</summary>
internal static unsafe class LogRing
{
    private const int SlotCount = 512;

    private static Slots s_slots;
    private static long s_next;
    private static BareLock s_lock;

    internal static long NextSequence => s_next;

    internal static long FirstSequence => Math.Max(0, s_next - SlotCount);

    internal static void Append(LogLevel level, long time, ReadOnlySpan<byte> text)
    {
        s_lock.Acquire();
        ref Slot slot = ref s_slots[(int)(s_next % SlotCount)];
        slot.Time = time;
        slot.Level = level;
        slot.Length = (byte)text.Length;
        text.CopyTo(slot.Text);
        s_next++;
        s_lock.Release();
    }

    internal static bool TryRead(ref long sequence, Span<byte> text, out LogRecord record)
    {
        s_lock.Acquire();
        sequence = Math.Max(sequence, FirstSequence);
        bool isThere = sequence < s_next;
        record = default;
        if (isThere)
        {
            ref Slot slot = ref s_slots[(int)(sequence % SlotCount)];
            int length = Math.Min(slot.Length, text.Length);
            ((ReadOnlySpan<byte>)slot.Text)[..length].CopyTo(text);
            record = new LogRecord(slot.Level, slot.Time, length);
        }

        s_lock.Release();
        return isThere;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Slot
    {
        public long Time;
        public LogLevel Level;
        public byte Length;
        public SlotText Text;
    }

    [InlineArray(LogMessage.Capacity)]
    private struct SlotText
    {
        private byte _first;
    }

    [InlineArray(SlotCount)]
    private struct Slots
    {
        private Slot _first;
    }
}
