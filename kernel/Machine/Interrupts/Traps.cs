// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Machine;

/// <summary>Interrupts and exceptions that arrive while kernel code runs.</summary>
internal static unsafe class Traps
{
    private const int FirstInterruptVector = 32;
    private const int NonMaskable = 2;
    private const int DoubleFault = 8;
    private const int MachineCheck = 18;

    /// <summary>Asm/entry.S comes here with interrupts off.</summary>
    [RuntimeExport("skift_kernel_trap")]
    private static void OnTrap(TrapFrame* frame)
    {
        if (frame->Vector >= FirstInterruptVector)
        {
            InterruptTable.Dispatch((int)frame->Vector, isFromUser: false);
            return;
        }

        switch ((int)frame->Vector)
        {
            case (int)CpuException.PageFault:
                OnPageFault(frame, Native.ReadCr2());
                break;
            case (int)CpuException.DivideError:
                ThrowManaged(frame, RuntimeHooks.ClassifyDivide(frame), 0, "divide error");
                break;
            case DoubleFault:
                Panic.Raise(KernelStack.IsGuard(Native.ReadCr2()) ? "kernel stack overflow" : "double fault", frame, frame->Rsp);
                break;
            case NonMaskable:
                Panic.OnNonMaskable(frame);
                break;
            case MachineCheck:
                Panic.Raise("machine check", frame, frame->Rsp);
                break;
            case (int)CpuException.InvalidOpcode:
                ThrowManaged(frame, HardwareFault.IllegalInstruction, 0, "invalid opcode in the kernel");
                break;
            case (int)CpuException.GeneralProtection:
                // In 64-bit mode an access through a non-canonical address arrives here, not as a page fault.
                ThrowManaged(frame, HardwareFault.MemoryAccess, ulong.MaxValue, "general protection fault in the kernel");
                break;
            default:
                Panic.Raise("unexpected exception in the kernel", frame, frame->Rsp);
                break;
        }
    }

    private static void OnPageFault(TrapFrame* frame, ulong address)
    {
        if (TryFindFixup(frame->Rip, out ulong landing))
        {
            if (!TryResolve(address, (PageFaultAccess)frame->ErrorCode)) frame->Rip = landing;
            return;
        }

        if (KernelStack.IsGuard(address)) Panic.Raise("kernel stack overflow", frame, frame->Rsp);
        ThrowManaged(frame, HardwareFault.MemoryAccess, address, "page fault in the kernel");
    }

    private static bool TryResolve(ulong address, PageFaultAccess access)
    {
        CpuLocal* local = Native.CurrentCpuLocal();
        // Under a lock or in an interrupt nothing may sleep, so the copy just fails.
        bool maySleep = local->AtomicDepth == 0 && local->InterruptDepth == 0;
        if (!maySleep || address >= VirtualAddress.UserEnd || FaultHandler.Installed is not { } handler) return false;
        Native.EnableInterruptsInTrap();
        bool isResolved = handler.TryResolve(new PageFault(new VirtualAddress(address), access));
        Native.DisableInterruptsInTrap();
        return isResolved;
    }

    private static bool TryFindFixup(ulong instruction, out ulong landing)
    {
        ImageLayout* image = Native.ImageLayout();
        for (FixupEntry* entry = image->FixupsStart; entry < image->FixupsEnd; entry++)
        {
            if (entry->Instruction != instruction) continue;
            landing = entry->Landing;
            return true;
        }

        landing = 0;
        return false;
    }

    /// <summary>Makes the interrupted code throw: it continues in the runtime, which unwinds from the faulting instruction.</summary>
    private static void ThrowManaged(TrapFrame* frame, HardwareFault fault, ulong address, string message)
    {
        if (!RuntimeHooks.MayThrow(frame->Rip)) Panic.Raise(message, frame, frame->Rsp);
        RuntimeHooks.PrepareThrow(frame, fault, address);
    }
}
