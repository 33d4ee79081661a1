// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>Runs a few bytes of machine code in user mode.</summary>
internal static class UserContextTests
{
    private const ulong Code = 0x40_0000;
    private const ulong Data = 0x60_0000;
    private const ulong StackTop = 0x7F_0000;

    [KernelTest]
    internal static void Run_ReturnsAtASystemCall_WithAllRegisters()
    {
        // mov eax,39; mov edi,1; mov esi,2; mov r10d,3; syscall; syscall
        using User user = new([0xB8, 39, 0, 0, 0, 0xBF, 1, 0, 0, 0, 0xBE, 2, 0, 0, 0, 0x41, 0xBA, 3, 0, 0, 0, 0x0F, 0x05, 0x0F, 0x05]);
        user.Context.Registers.R15 = 0x1515;
        user.Context.Registers.Rbx = 0xB00B;
        Check.Equal((int)UserExitKind.SystemCall, (int)user.Context.Run().Kind, "exit");
        Check.Equal(39, (long)user.Context.Registers.Rax, "number");
        Check.Equal(39, (long)user.Context.Registers.OriginalRax, "original number");
        Check.Equal(1, (long)user.Context.Registers.Rdi, "first argument");
        Check.Equal(2, (long)user.Context.Registers.Rsi, "second argument");
        Check.Equal(3, (long)user.Context.Registers.R10, "fourth argument");
        Check.Equal((long)Code + 23, (long)user.Context.Registers.Rip, "instruction pointer");
        Check.Equal((long)StackTop, (long)user.Context.Registers.Rsp, "stack pointer");
        Check.Equal(0x1515, (long)user.Context.Registers.R15, "R15");
        user.Context.Registers.Rax = 77;
        Check.Equal((int)UserExitKind.SystemCall, (int)user.Context.Run().Kind, "second exit");
        Check.Equal(77, (long)user.Context.Registers.OriginalRax, "the first result is the second number");
        Check.Equal(0xB00B, (long)user.Context.Registers.Rbx, "RBX");
    }

    [KernelTest]
    internal static void Run_ReportsPageFaults()
    {
        // mov rax,[0x60000000]
        using User user = new([0x48, 0x8B, 0x04, 0x25, 0, 0, 0, 0x60]);
        UserExit exit = user.Context.Run();
        Check.Equal((int)UserExitKind.PageFault, (int)exit.Kind, "exit");
        Check.Equal(0x6000_0000, (long)exit.Fault.Address.Value, "address");
        Check.Equal((long)PageFaultAccess.User, (long)exit.Fault.Access, "a read by user code");
        Check.Equal((long)Code, (long)user.Context.Registers.Rip, "RIP stays at the instruction");
    }

    [KernelTest]
    internal static void Run_ReportsExceptions()
    {
        Expect([0x31, 0xC9, 0xF7, 0xF1], CpuException.DivideError);             // xor ecx,ecx; div ecx
        Expect([0x0F, 0x0B], CpuException.InvalidOpcode);                       // ud2
        Expect([0xFA], CpuException.GeneralProtection);                         // cli
        Expect([0xCC], CpuException.Breakpoint);                                // int3
        Expect([0xCD, 0x80], CpuException.GeneralProtection);                   // int 0x80
        Expect([0xE4, 0x60], CpuException.GeneralProtection);                   // in al,0x60
        Expect([0x0F, 0x20, 0xD8], CpuException.GeneralProtection);             // mov rax,cr3
        Expect([0x48, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0x80, 0xFF, 0xE0], CpuException.GeneralProtection); // jmp to a non-canonical address
    }

    [KernelTest]
    internal static void Run_CannotReachKernelMemory()
    {
        // mov rax,[0xFFFF800000100000]
        using User user = new([0x48, 0xA1, 0, 0, 0x10, 0, 0, 0x80, 0xFF, 0xFF]);
        UserExit exit = user.Context.Run();
        Check.Equal((int)UserExitKind.PageFault, (int)exit.Kind, "exit");
        Check.True(exit.Fault.Address.Value >= VirtualAddress.UserEnd, "address");
    }

    [KernelTest]
    internal static void Run_RefusesBadInstructionPointers()
    {
        using User user = new([0x90]);
        user.Context.Registers.Rip = 0x8000_0000_0000_0000;
        UserExit exit = user.Context.Run();
        Check.Equal((int)UserExitKind.Exception, (int)exit.Kind, "exit");
        user.Context.Registers.Rip = Code;
        user.Context.Registers.Rflags = ulong.MaxValue & ~0x100UL;      // everything but the trap flag
        exit = user.Context.Run();
        Check.Equal((int)UserExitKind.PageFault, (int)exit.Kind, "the page of the code ends in zeros, which write to [rax]");
        Check.Equal(0, (long)(user.Context.Registers.Rflags & 0x3000), "no I/O privilege");
    }

    [KernelTest]
    internal static void Run_IsPreemptedByTheTimer()
    {
        // jmp $
        using User user = new([0xEB, 0xFE]);
        Preempter preempter = new();
        CpuTimer.Install(preempter);
        // On a busy host the deadline can pass before user code is reached.
        while (!preempter.WasFromUser)
        {
            CpuTimer.SetDeadline(Clock.MonotonicNanoseconds + 5_000_000);
            UserExit exit = user.Context.Run();
            Cpu.Current.NeedsReschedule = false;
            Check.Equal((int)UserExitKind.Interrupt, (int)exit.Kind, "exit");
            Check.True(Cpu.AreInterruptsEnabled, "interrupts are on");
        }

        KernelThread.Current.HasPendingWork = true;
        Check.Equal((int)UserExitKind.Interrupt, (int)user.Context.Run().Kind, "pending work");
        KernelThread.Current.HasPendingWork = false;
        Check.Equal((long)Code, (long)user.Context.Registers.Rip, "RIP");
    }

    [KernelTest]
    internal static void VectorRegisters_SurviveTheKernel_AndOtherContexts()
    {
        // movq xmm3,rax; fld1; syscall; movq rbx,xmm3; fistp qword [rdi]; syscall
        byte[] code = [0x66, 0x48, 0x0F, 0x6E, 0xD8, 0xD9, 0xE8, 0x0F, 0x05, 0x66, 0x48, 0x0F, 0x7E, 0xDB, 0xDF, 0x3F, 0x0F, 0x05];
        using User first = new(code);
        first.Context.Registers.Rax = 0x1122_3344_5566;
        _ = first.Context.Run();
        UserContext second = new();
        second.CopyFrom(first.Context);
        second.Registers.Rip = Code;
        second.Registers.Rax = 0x9999;
        _ = second.Run();
        double kernel = 0;
        for (int i = 0; i < 1000; i++) kernel += i * 0.5;
        Check.True(kernel == 249750, "the kernel's own arithmetic");
        first.Context.Registers.Rdi = Data;
        Check.Equal((int)UserExitKind.SystemCall, (int)first.Context.Run().Kind, "exit");
        Check.Equal(0x1122_3344_5566, (long)first.Context.Registers.Rbx, "XMM3 of the first");
        Check.Succeeds(UserMemory.Read(new VirtualAddress(Data), out long x87), "read");
        Check.Equal(1, x87, "x87 stack of the first");
        second.Registers.Rdi = Data;
        Check.Equal((int)UserExitKind.SystemCall, (int)second.Run().Kind, "exit");
        Check.Equal(0x9999, (long)second.Registers.Rbx, "XMM3 of the second");
    }

    [KernelTest]
    internal static void FsAndGsBase_BelongToTheContext()
    {
        // mov rax,fs:[0]; mov rbx,gs:[8]; syscall
        using User user = new([0x64, 0x48, 0x8B, 0x04, 0x25, 0, 0, 0, 0, 0x65, 0x48, 0x8B, 0x1C, 0x25, 8, 0, 0, 0, 0x0F, 0x05]);
        Check.Succeeds(UserMemory.Write(new VirtualAddress(Data), 0x11L), "write");
        Check.Succeeds(UserMemory.Write(new VirtualAddress(Data + 8), 0x22L), "write");
        user.Context.FsBase = Data;
        user.Context.GsBase = Data;
        Check.Equal((int)UserExitKind.SystemCall, (int)user.Context.Run().Kind, "exit");
        Check.Equal(0x11, (long)user.Context.Registers.Rax, "through FS");
        Check.Equal(0x22, (long)user.Context.Registers.Rbx, "through GS");
        user.Context.FsBase = ulong.MaxValue;
        Check.Equal(0, (long)user.Context.FsBase, "a kernel address is refused");
    }

    [KernelTest]
    internal static void ExtendedState_CanBeSavedAndLoaded_AndIsChecked()
    {
        // movq xmm1,rax; syscall; movq rbx,xmm1; syscall
        using User user = new([0x66, 0x48, 0x0F, 0x6E, 0xC8, 0x0F, 0x05, 0x66, 0x48, 0x0F, 0x7E, 0xCB, 0x0F, 0x05]);
        user.Context.Registers.Rax = 4711;
        _ = user.Context.Run();
        byte[] state = new byte[UserContext.ExtendedStateBytes];
        user.Context.CopyExtendedStateTo(state);
        Check.Equal(4711 & 0xFF, state[160 + 16], "XMM1 in the FXSAVE layout");
        user.Context.ResetFloatingPoint();
        Check.True(user.Context.TryLoadExtendedState(state), "load");
        _ = user.Context.Run();
        Check.Equal(4711, (long)user.Context.Registers.Rbx, "XMM1");
        state[24 + 3] = 0xFF;
        Check.True(!user.Context.TryLoadExtendedState(state), "reserved MXCSR bits");
        state[24 + 3] = 0;
        if (CpuFeatures.HasXsave)
        {
            state[512 + 7] = 0x80;
            Check.True(!user.Context.TryLoadExtendedState(state), "unknown components");
        }
    }

    private static void Expect(byte[] code, CpuException vector)
    {
        using User user = new(code);
        UserExit exit = user.Context.Run();
        Check.Equal((int)UserExitKind.Exception, (int)exit.Kind, "exit");
        Check.Equal((int)vector, (int)exit.Vector, "vector");
    }

    private sealed class Preempter : TimerHandler
    {
        internal bool WasFromUser { get; private set; }

        protected override void OnDeadline(in InterruptContext context)
        {
            WasFromUser = context.IsFromUser;
            Cpu.RequestReschedule();
        }
    }

    /// <summary>An address space with code, data and a stack.</summary>
    private sealed class User : IDisposable
    {
        private readonly PageTableTests.Loaded _loaded;

        internal User(byte[] code)
        {
            _loaded = new PageTableTests.Loaded(Check.NotNull(PageTable.TryCreate(), "a page table"));
            PageTable table = _loaded.Table;
            VirtualAddress start = new(Code);
            Check.Succeeds(table.MapZeroed(start, PageProtection.Read | PageProtection.Write), "map code");
            Check.Succeeds(table.MapZeroed(new VirtualAddress(Data), PageProtection.Read | PageProtection.Write), "map data");
            Check.Succeeds(table.MapZeroed(new VirtualAddress(StackTop - Page.Size), PageProtection.Read | PageProtection.Write), "map stack");
            Check.Succeeds(UserMemory.CopyOut(start, code), "write code");
            table.Protect(start, Page.Size, PageProtection.Read | PageProtection.Execute);
            Context = new UserContext();
            Context.Registers.Rip = Code;
            Context.Registers.Rsp = StackTop;
        }

        internal UserContext Context { get; }

        public void Dispose() => _loaded.Dispose();
    }
}
