// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Tests.Kernel;

internal static class UserMemoryTests
{
    private const PageProtection ReadWrite = PageProtection.Read | PageProtection.Write;
    private static readonly VirtualAddress s_address = new(0x1000_0000);

    [KernelTest]
    internal static void Copies_OutsideOfUserSpace_AreFaults()
    {
        Span<byte> buffer = stackalloc byte[16];
        Check.Equal(Errno.EFAULT, UserMemory.CopyIn(new VirtualAddress(0xFFFF_8000_0010_0000), buffer), "kernel address");
        Check.Equal(Errno.EFAULT, UserMemory.CopyIn(new VirtualAddress(VirtualAddress.UserEnd - 8), buffer), "across the end");
        Check.Equal(Errno.EFAULT, UserMemory.CopyOut(new VirtualAddress(ulong.MaxValue - 4), buffer), "wraps around");
        Check.Equal(Errno.EFAULT, UserMemory.CopyIn(new VirtualAddress(0x8000_0000_0000_0000), buffer), "not canonical");
        Check.Equal(Errno.EFAULT, UserMemory.CopyIn(default, buffer), "null");
        Check.Equal(Errno.EFAULT, UserMemory.CopyStringIn(new VirtualAddress(0xFFFF_8000_0010_0000), buffer).Error, "string");
    }

    [KernelTest]
    internal static void Copies_StopExactlyAtTheMissingPage()
    {
        using PageTableTests.Loaded loaded = new(Check.NotNull(PageTable.TryCreate(), "a page table"));
        Check.Succeeds(loaded.Table.MapZeroed(s_address, ReadWrite), "map");
        byte[] data = new byte[64];
        for (int i = 0; i < data.Length; i++) data[i] = (byte)(i + 1);
        for (int before = 0; before < 20; before++)
        {
            VirtualAddress start = s_address + (ulong)(Page.Size - before);
            Check.Equal(before, UserMemory.CopyOutPartial(start, data), "bytes written before the hole");
            byte[] back = new byte[64];
            Check.Equal(before, UserMemory.CopyInPartial(start, back), "bytes read before the hole");
            for (int i = 0; i < before; i++) Check.Equal(i + 1, back[i], "content");
            Check.Equal(Errno.EFAULT, UserMemory.CopyIn(start, back), "whole copy");
        }

        Check.Equal(Errno.EFAULT, UserMemory.Zero(s_address + 100, Page.Size), "zero across the hole");
        Check.Succeeds(UserMemory.Zero(s_address, Page.Size), "zero the page");
    }

    [KernelTest]
    internal static void CopyStringIn_TellsLengthTooLongAndFault()
    {
        using PageTableTests.Loaded loaded = new(Check.NotNull(PageTable.TryCreate(), "a page table"));
        Check.Succeeds(loaded.Table.MapZeroed(s_address, ReadWrite), "map");
        Check.Succeeds(UserMemory.CopyOut(s_address, "/bin/sh\0"u8), "write");
        byte[] text = new byte[32];
        Check.True(UserMemory.CopyStringIn(s_address, text).Try(out int length, out Errno _), "copy");
        Check.Equal(7, length, "length");
        Check.Equal('h', text[6], "last letter");
        Check.Equal(Errno.ENAMETOOLONG, UserMemory.CopyStringIn(s_address, text.AsSpan(0, 7)).Error, "no room for the NUL");
        VirtualAddress tail = s_address + (ulong)(Page.Size - 3);
        Check.Succeeds(UserMemory.CopyOut(tail, "abc"u8), "write the tail");
        Check.Equal(Errno.EFAULT, UserMemory.CopyStringIn(tail, text).Error, "no NUL before the hole");
    }

    [KernelTest]
    internal static void CompareExchange_IsAtomicAlignedAndChecked()
    {
        using PageTableTests.Loaded loaded = new(Check.NotNull(PageTable.TryCreate(), "a page table"));
        Check.Succeeds(loaded.Table.MapZeroed(s_address, ReadWrite), "map");
        Check.True(UserMemory.CompareExchange(s_address, 5, 0).Try(out uint found, out Errno _), "exchange");
        Check.Equal(0, found, "found");
        Check.True(UserMemory.CompareExchange(s_address, 9, 0).Try(out found, out Errno _), "exchange that does not match");
        Check.Equal(5, found, "found");
        Check.True(UserMemory.ReadAtomic(s_address).Try(out found, out Errno _), "read");
        Check.Equal(5, found, "value");
        Check.Equal(Errno.EINVAL, UserMemory.ReadAtomic(s_address + 2).Error, "not aligned");
        Check.Equal(Errno.EFAULT, UserMemory.ReadAtomic(s_address + Page.Size).Error, "missing page");
        Check.Equal(Errno.EFAULT, UserMemory.CompareExchange(s_address + Page.Size, 0, 0).Error, "missing page");
    }

    [KernelTest]
    internal static void Copies_AskTheFaultHandler_UnlessALockIsHeld()
    {
        using PageTableTests.Loaded loaded = new(Check.NotNull(PageTable.TryCreate(), "a page table"));
        Pager pager = new(loaded.Table);
        FaultHandler.Install(pager);
        Check.Succeeds(UserMemory.CopyOut(s_address + 4000, new byte[5000]), "copy over three fresh pages");
        Check.Equal(3, pager.Resolved, "faults resolved");
        using (InterruptGuard off = InterruptGuard.Enter())
        {
            Check.Equal(Errno.EFAULT, UserMemory.Write(s_address + 0x10000, 1), "copy under a guard");
        }

        Check.Equal(3, pager.Resolved, "the handler is not called under a guard");
        Check.True(Cpu.AreInterruptsEnabled, "interrupts are on afterwards");
        pager.IsDenying = true;
        Check.Equal(Errno.EFAULT, UserMemory.Write(s_address + 0x10000, 1), "unresolved fault");
    }

    private sealed class Pager(PageTable table) : FaultHandler
    {
        internal int Resolved { get; private set; }

        internal bool IsDenying { get; set; }

        public override bool TryResolve(in PageFault fault)
        {
            if (IsDenying) return false;
            Check.True(fault.IsWrite && !fault.IsProtection, "a write to a missing page");
            Check.True(Cpu.AreInterruptsEnabled, "interrupts are on in the handler");
            Resolved++;
            return table.MapZeroed(fault.Address.PageStart, ReadWrite) == Errno.None;
        }
    }
}
