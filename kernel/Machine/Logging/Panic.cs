// SPDX-License-Identifier: MIT
using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;

namespace Skift.Machine;

/// <summary>The end, when going on could do harm: says why on the serial port, and stops the machine.</summary>
public static unsafe class Panic
{
    private const int LastLogLines = 20;
    private const int MaximumStackLines = 48;

    private const int MaximumNameBytes = 200;
    private const int LongestSpin = 10_000_000;

    private static int s_isPanicking;
    private static int s_spins;

    /// <summary>Reports and stops. Any context.</summary>
    [DoesNotReturn]
    public static void Raise(string message)
    {
        ulong here;
        Raise(message, null, (ulong)&here);
    }

    /// <summary>Reports an exception that nobody caught, and stops.</summary>
    [DoesNotReturn]
    public static void Raise(Exception exception)
    {
        ulong here;
        PrintText(exception.ToString());
        Raise("unhandled exception", null, (ulong)&here);
    }

    [DoesNotReturn]
    internal static void Raise(string message, TrapFrame* frame, ulong stackPointer)
    {
        _ = Native.DisableInterrupts();
        int me = Native.CurrentCpuNumber() + 1;
        int owner = Interlocked.CompareExchange(ref s_isPanicking, me, 0);
        // Another CPU panics already: it has the last word.
        if (owner != 0 && owner != me) Native.HaltForever();
        bool isFirst = owner == 0;
        if (isFirst) StopOthers();
        LogMessage line = new(0, 0);
        line.AppendLiteral("\nKernel panic: ");
        line.AppendLiteral(message);
        Print(ref line);
        // A panic while reporting a panic gets this one line only.
        if (isFirst)
        {
            if (frame != null) PrintRegisters(frame);
            PrintThread();
            ulong instruction = frame != null ? frame->Rip : 0;
            if (frame != null) stackPointer = frame->Rsp;
            PrintStack(stackPointer, instruction, hasNames: false);
            PrintLog();
            // Last, because it allocates: whatever fails here, the rest has been said.
            PrintStack(stackPointer, instruction, hasNames: true);
            PrintLocks();
        }

        Stop();
    }

    // They may hold any lock and have interrupts off, so by the interrupt that nothing masks.
    private static void StopOthers()
    {
        if (Cpu.OnlineCount > 1) LocalApic.SendNonMaskableToOthers();
    }

    /// <summary>A non-maskable interrupt: part of another CPU's panic, or a failure of the hardware.</summary>
    internal static void OnNonMaskable(TrapFrame* frame)
    {
        if (Volatile.Read(ref s_isPanicking) == 0) Raise("non-maskable interrupt", frame, frame->Rsp);
        CpuLocal* local = Native.CurrentCpuLocal();
        local->ParkedStackPointer = frame->Rip;
        Native.HaltForever();
    }

    /// <summary>Ends a panic that waits for a lock of the runtime.</summary>
    internal static void CheckSpinning()
    {
        if (s_isPanicking != 0 && ++s_spins > LongestSpin) Stop();
    }

    [DoesNotReturn]
    private static void Stop()
    {
        Power.ExitOnPanic();
        while (true) Native.HaltForever();
    }

    private static void PrintRegisters(TrapFrame* frame)
    {
        Print($"rip {frame->Rip:x16} rsp {frame->Rsp:x16} rflags {frame->Rflags:x} vector {frame->Vector} error {frame->ErrorCode:x} cr2 {Native.ReadCr2():x16}");
        Print($"rax {frame->Rax:x16} rbx {frame->Rbx:x16} rcx {frame->Rcx:x16} rdx {frame->Rdx:x16}");
        Print($"rsi {frame->Rsi:x16} rdi {frame->Rdi:x16} rbp {frame->Rbp:x16} r8  {frame->R8:x16}");
        Print($"r9  {frame->R9:x16} r10 {frame->R10:x16} r11 {frame->R11:x16} r12 {frame->R12:x16}");
        Print($"r13 {frame->R13:x16} r14 {frame->R14:x16} r15 {frame->R15:x16} cr3 {Native.ReadCr3():x16}");
    }

    private static void PrintThread()
    {
        KernelThread? thread = Native.CurrentThread();
        if (thread != null) Print($"thread {thread.Name}, cpu {Native.CurrentCpuNumber()}, guards held {Native.CurrentCpuLocal()->AtomicDepth}");
    }

    /// <summary>What this CPU holds, if the lock checker knows, and where the others were stopped.</summary>
    private static void PrintLocks()
    {
        HeldLocks held = Cpu.Current.HeldLocks;
        for (int i = 0; i < held.Count; i++) PrintLock("holds "u8, held[i]);
        if (held.Wanted is { } wanted) PrintLock("wants "u8, wanted);
        for (int number = 0; number < Cpu.OnlineCount; number++)
        {
            if (number == Native.CurrentCpuNumber()) continue;
            ulong address = Cpu.ByNumber(number).Local->ParkedStackPointer;
            Print($"cpu {number} was at {address:x16}");
            PrintAddress(address, hasName: true);
        }
    }

    private static void PrintLock(ReadOnlySpan<byte> what, SpinLock spinLock)
    {
        LogMessage line = new(0, 0);
        line.AppendFormatted(what);
        line.AppendFormatted(spinLock.GetType().ToString());
        line.AppendLiteral(", rank ");
        line.AppendFormatted((int)spinLock.Rank);
        Print(ref line);
    }

    /// <summary>Every word on the stack that looks like a return address. Some are left over from earlier calls.</summary>
    private static void PrintStack(ulong stackPointer, ulong instruction, bool hasNames)
    {
        PrintText(hasNames ? "stack, by name:" : "stack (possible return addresses):");
        if (instruction != 0) PrintAddress(instruction, hasNames);
        ImageLayout* image = Native.ImageLayout();
        int lines = 0;
        // An overflown stack's pointer is in the guard page below it.
        if (!KernelPageTable.IsMapped(stackPointer)) stackPointer = (stackPointer | (Page.Size - 1)) + 1;
        for (ulong address = stackPointer & ~7UL; lines < MaximumStackLines && KernelPageTable.IsMapped(address); address += 8)
        {
            ulong word = *(ulong*)address;
            if (word < (ulong)image->TextStart || word >= (ulong)image->TextEnd) continue;
            PrintAddress(word, hasNames);
            lines++;
        }
    }

    private static void PrintAddress(ulong address, bool hasName)
    {
        LogMessage line = new(0, 0);
        line.AppendLiteral("  ");
        line.AppendFormatted(address, "x16");
        if (hasName)
        {
            Span<byte> name = stackalloc byte[MaximumNameBytes];
            int length = RuntimeHooks.CopyMethodName(address, name);
            if (length == 0) return;
            line.AppendLiteral(" ");
            line.AppendFormatted((ReadOnlySpan<byte>)name[..length]);
        }

        Print(ref line);
    }

    private static void PrintLog()
    {
        Print($"last log lines:");
        long sequence = Math.Max(LogRing.FirstSequence, LogRing.NextSequence - LastLogLines);
        Span<byte> text = stackalloc byte[LogMessage.Capacity];
        while (LogRing.TryRead(ref sequence, text, out LogRecord record))
        {
            LogMessage line = new(0, 0);
            EarlySerial.AppendTime(ref line, record.Nanoseconds);
            line.AppendFormatted((ReadOnlySpan<byte>)text[..record.Length]);
            Print(ref line);
            sequence++;
        }
    }

    private static void PrintText(string? text)
    {
        LogMessage line = new(0, 0);
        line.AppendFormatted(text);
        Print(ref line);
    }

    private static void Print(LogMessage line) => Print(ref line);

    private static void Print(ref LogMessage line)
    {
        EarlySerial.WriteUnlocked(line.Text);
        EarlySerial.WriteUnlocked("\n"u8);
    }
}
