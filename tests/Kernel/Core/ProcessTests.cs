// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>Birth, end and kinship of processes; some of them run real user code.</summary>
internal static class ProcessTests
{
    private const ulong Code = 0x40_0000;

    [KernelTest(NeedsProcess = true)]
    internal static void UserCode_ExitsWithItsStatus()
    {
        // mov edi,7; mov eax,60; syscall
        Start([0xBF, 7, 0, 0, 0, 0xB8, 60, 0, 0, 0, 0x0F, 0x05]);
        Check.Equal(7 << 8, TestProcess.Wait().Status, "status");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void UserCode_ThatFaults_IsKilled_AndTheKernelGoesOn()
    {
        Start([0x48, 0x31, 0xC0, 0x48, 0x8B, 0x00]);                            // xor rax,rax; mov rax,[rax]
        Check.Equal((long)Signal.SIGSEGV, TestProcess.Wait().Status & 0x7F, "null pointer");
        Start([0x0F, 0x0B]);                                                    // ud2
        Check.Equal((long)Signal.SIGILL, TestProcess.Wait().Status & 0x7F, "invalid instruction");
        Start([0x31, 0xC9, 0x31, 0xD2, 0xF7, 0xF1]);                            // xor ecx,ecx; xor edx,edx; div ecx
        Check.Equal((long)Signal.SIGFPE, TestProcess.Wait().Status & 0x7F, "division by zero");
        Start([0xFA]);                                                          // cli
        Check.Equal((long)Signal.SIGSEGV, TestProcess.Wait().Status & 0x7F, "privileged instruction");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void UserCode_ThatLoops_CanBeKilled()
    {
        Process child = Start([0xEB, 0xFE]);                                    // jmp $
        Until.Sleep(20);
        SignalSender.Send(child, SignalDetails.FromKernel(Signal.SIGKILL));
        Check.Equal((long)Signal.SIGKILL, TestProcess.Wait().Status & 0x7F, "killed");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void UserCode_Forks_AndWaits()
    {
        // mov eax,57 (fork); syscall; test eax,eax; jz child; xor edi,edi; dec rdi; xor esi,esi; xor edx,edx; xor r10d,r10d;
        // mov eax,61 (wait4); syscall; mov edi,3; mov eax,60; syscall; child: mov edi,9; mov eax,60; syscall
        byte[] code =
        [
            0xB8, 57, 0, 0, 0, 0x0F, 0x05, 0x85, 0xC0, 0x74, 0x1F, 0x31, 0xFF, 0x48, 0xFF, 0xCF, 0x31, 0xF6, 0x31, 0xD2, 0x45, 0x31, 0xD2,
            0xB8, 61, 0, 0, 0, 0x0F, 0x05, 0xBF, 3, 0, 0, 0, 0xB8, 60, 0, 0, 0, 0x0F, 0x05, 0xBF, 9, 0, 0, 0, 0xB8, 60, 0, 0, 0, 0x0F, 0x05,
        ];
        long created = ProcessTable.CreatedCount;
        Start(code);
        Check.Equal(3 << 8, TestProcess.Wait().Status, "the parent's status");
        Check.Equal(2, ProcessTable.CreatedCount - created, "the child and its own");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void UnknownCalls_AreENOSYS()
    {
        // mov eax,9999; syscall; neg eax; mov edi,eax; mov eax,60; syscall
        Start([0xB8, 0x0F, 0x27, 0, 0, 0x0F, 0x05, 0xF7, 0xD8, 0x89, 0xC7, 0xB8, 60, 0, 0, 0, 0x0F, 0x05]);
        Check.Equal((int)Errno.ENOSYS << 8, TestProcess.Wait().Status, "errno as status");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void CpuLimit_OfYears_DoesNotKeepAThreadThatEnded()
    {
        bool isArmed = false;
        TestThread child = TestProcess.Start(() =>
        {
            UserThread self = UserThread.Current;
            self.Process.Limits[Resource.RLIMIT_CPU] = new ResourceLimit { rlim_cur = 1UL << 30, rlim_max = ResourceLimit.RLIM_INFINITY };
            self.Process.OnCpuLimitChanged();
            self.Process.CheckCpuTimers(self);
            isArmed = self.CpuTick.Queue is not null;
        });
        _ = TestProcess.Wait();
        child.Join();
        Check.True(isArmed, "the limit is watched");
        Check.True(child.CpuTick.Queue is null, "and no longer after the end");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Wait_KnowsItsChildren()
    {
        Process self = TestProcess.Current;
        Check.Equal(Errno.ECHILD, self.WaitForChild(new WaitSelection(IdType.P_ALL, 0), WaitOptions.WEXITED).Error, "none");
        TestThread child = TestProcess.Start(() => Until.Sleep(10));
        int number = child.Process.Id;
        Check.Equal(Errno.ECHILD, self.WaitForChild(new WaitSelection(IdType.P_PID, number + 1000), WaitOptions.WEXITED).Error, "another's");
        Check.Equal(0, FileOps.Value(self.WaitForChild(new WaitSelection(IdType.P_PID, number), WaitOptions.WEXITED | WaitOptions.WNOHANG), "wait").ProcessId, "WNOHANG");
        Check.Equal(number, TestProcess.Wait(WaitOptions.WEXITED | WaitOptions.WNOWAIT).ProcessId, "WNOWAIT");
        Check.True(ProcessTable.Find(number) is { IsZombie: true }, "a zombie");
        Check.Equal(number, TestProcess.Wait().ProcessId, "reaped");
        Check.True(ProcessTable.Find(number) is null, "gone");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Orphans_GoToProcessOne()
    {
        TestThread? grandchild = null;
        TestThread child = TestProcess.Start(() => grandchild = TestProcess.Start(() => Until.Sleep(20)));
        _ = TestProcess.Wait();
        child.Join();
        Check.Equal(1, grandchild!.Process.Parent!.Id, "parent");
        Until.True(() => grandchild.Process.IsZombie, "its end");
        Process first = grandchild.Process.Parent!;
        Check.True(first.WaitForChild(new WaitSelection(IdType.P_PID, grandchild.Process.Id), WaitOptions.WEXITED).IsSuccess, "process 1 can reap it");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Subreaper_AdoptsInstead()
    {
        TestProcess.Current.IsSubreaper = true;
        TestThread? grandchild = null;
        _ = TestProcess.Start(() => grandchild = TestProcess.Start(() => Until.Sleep(10)));
        _ = TestProcess.Wait();
        Check.Equal(TestProcess.Current.Id, grandchild!.Process.Parent!.Id, "parent");
        Check.Equal(grandchild.Process.Id, TestProcess.Wait().ProcessId, "reaped here");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void IgnoredSigchld_LeavesNoZombie()
    {
        SignalTests.SetAction(Signal.SIGCHLD, SignalConstants.SIG_IGN);
        TestThread child = TestProcess.Start(() => { });
        int number = child.Process.Id;
        Until.True(() => ProcessTable.Find(number) is null, "it vanishes by itself");
        Check.Equal(Errno.ECHILD, TestProcess.Current.WaitForChild(new WaitSelection(IdType.P_ALL, 0), WaitOptions.WEXITED).Error, "nothing to wait for");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Threads_ShareOneProcess_AndEndWithIt()
    {
        TestThread child = TestProcess.Start(() =>
        {
            for (int i = 0; i < 3; i++)
            {
                _ = TestProcess.StartThread(() =>
                {
                    while (Scheduler.SleepUntil(Clock.MonotonicNanoseconds + (5000 * Until.Millisecond)) != Errno.EINTR)
                    {
                    }
                });
            }

            Check.Equal(4, TestProcess.Current.ThreadCount, "threads");
            TestProcess.Current.BeginExit(42 << 8);
        });
        Check.Equal(42 << 8, TestProcess.Wait().Status, "status of exit_group");
        Check.True(child.Failure is null, child.Failure?.Message ?? "");
        Check.Equal(0, child.Process.ThreadCount, "threads left");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Clone_RefusesFlagsThatContradict()
    {
        Check.Equal(Errno.EINVAL, Clone(CloneFlags.CLONE_THREAD), "a thread without its memory");
        Check.Equal(Errno.EINVAL, Clone(CloneFlags.CLONE_SIGHAND), "handlers without memory");
        Check.Equal(Errno.EINVAL, Clone(CloneFlags.CLONE_NEWNET), "namespaces");
        Check.Equal(1, TestProcess.Current.ThreadCount, "nothing was made");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Counts_ReturnToWhatTheyWere()
    {
        int processes = ProcessTable.ProcessCount;
        int threads = ProcessTable.ThreadCount;
        for (int i = 0; i < 50; i++) TestProcess.Run(() => { });
        Check.Equal(processes, ProcessTable.ProcessCount, "processes");
        Until.True(() => ProcessTable.ThreadCount == threads, "threads");
    }

    private static Errno Clone(CloneFlags flags) => Process.Clone(UserThread.Current, new CloneRequest { Flags = flags, ExitSignal = Signal.SIGCHLD }).Error;

    /// <summary>A child that executes machine code in user mode.</summary>
    private static Process Start(byte[] code)
    {
        _ = MemoryOps.Map(1, MemoryOps.ReadWrite, Code, MapFlags.MAP_FIXED | MapFlags.MAP_PRIVATE);
        Check.Succeeds(UserMemory.CopyOut(new VirtualAddress(Code), code), "store the code");
        Check.Succeeds(TestProcess.Memory.Protect(Code, Page.Size, Protection.PROT_READ | Protection.PROT_EXEC), "make it executable");
        UserThread.Current.User.Registers.Rip = Code;
        UserThread.Current.User.Registers.Rsp = 0;
        long number = FileOps.Value(Process.Clone(UserThread.Current, new CloneRequest { ExitSignal = Signal.SIGCHLD }), "fork");
        return Check.NotNull(ProcessTable.Find((int)number), "the child");
    }
}
