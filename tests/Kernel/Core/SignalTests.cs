// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>Sending, blocking, queueing and the default actions, between processes of the kernel.</summary>
internal static class SignalTests
{
    private const Signal RealTime = Signal.SIGRTMIN + 1;

    private static UserThread Self => UserThread.Current;

    [KernelTest(NeedsProcess = true)]
    internal static void Blocked_SignalsWait_StandardOnesOnce()
    {
        SignalDelivery.SetMask(Self, SignalSet.Of(Signal.SIGUSR1) | SignalSet.Of(RealTime));
        for (int i = 0; i < 3; i++)
        {
            Send(Signal.SIGUSR1, (ulong)i);
            Send(RealTime, (ulong)i);
        }

        Check.True(!Self.HasPendingWork, "nothing to do yet");
        Check.Equal((long)(SignalSet.Of(Signal.SIGUSR1) | SignalSet.Of(RealTime)), (long)PendingSet(), "pending");
        Check.Equal(0, Take(out Signal signal), "the first value");
        Check.Equal((long)Signal.SIGUSR1, (long)signal, "standard before real-time");
        for (int i = 0; i < 3; i++)
        {
            Check.Equal(i, Take(out signal), "in the order of sending");
            Check.Equal((long)RealTime, (long)signal, "real-time");
        }

        Check.Equal(0, (long)PendingSet(), "nothing left");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Unblocking_BringsThemIn()
    {
        SetAction(Signal.SIGUSR2, 0x4000);
        SignalDelivery.SetMask(Self, SignalSet.Of(Signal.SIGUSR2));
        Send(Signal.SIGUSR2);
        Check.True(!Self.HasPendingWork, "blocked");
        SignalDelivery.SetMask(Self, 0);
        Check.True(Self.HasPendingWork, "unblocked");
        _ = Take(out _);
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Mask_NeverBlocksKillAndStop()
    {
        SignalDelivery.SetMask(Self, ulong.MaxValue);
        Check.Equal(0, (long)(Self.SignalMask & SignalSet.Unblockable), "mask");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Ignored_SignalsAreForgotten_UnlessBlocked()
    {
        SetAction(Signal.SIGHUP, SignalConstants.SIG_IGN);
        Send(Signal.SIGHUP);
        Send(Signal.SIGCHLD);
        Check.Equal(0, (long)PendingSet(), "ignored, and ignored by default");
        SignalDelivery.SetMask(Self, SignalSet.Of(Signal.SIGHUP));
        Send(Signal.SIGHUP);
        Check.Equal((long)SignalSet.Of(Signal.SIGHUP), (long)PendingSet(), "blocked: somebody may still wait for it");
        _ = Take(out _);
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Continue_AndStop_ForgetEachOther()
    {
        SignalDelivery.SetMask(Self, SignalSet.Of(Signal.SIGTSTP) | SignalSet.Of(Signal.SIGCONT));
        Send(Signal.SIGTSTP);
        Send(Signal.SIGCONT);
        Check.Equal((long)SignalSet.Of(Signal.SIGCONT), (long)PendingSet(), "the stop is forgotten");
        Send(Signal.SIGTSTP);
        Check.Equal((long)SignalSet.Of(Signal.SIGTSTP), (long)PendingSet(), "the continuation is forgotten");
        _ = Take(out _);
    }

    [KernelTest(NeedsProcess = true)]
    internal static void ProcessSignals_GoToAThreadThatDoesNotBlockThem()
    {
        SignalDelivery.SetMask(Self, SignalSet.Of(Signal.SIGUSR1));
        bool isInterrupted = false;
        TestThread other = TestProcess.StartThread(() => isInterrupted = Scheduler.SleepUntil(Clock.MonotonicNanoseconds + (2000 * Until.Millisecond)) == Errno.EINTR);
        Until.Asleep(other);
        Send(Signal.SIGUSR1);
        other.Join();
        Check.True(isInterrupted, "the other thread was woken");
        Check.True(!Self.HasPendingWork, "this one was not");
        _ = Take(out _);
    }

    [KernelTest(NeedsProcess = true)]
    internal static void ThreadSignals_AreForThatThread()
    {
        SignalDelivery.SetMask(Self, SignalSet.Of(Signal.SIGUSR1));
        TestThread other = TestProcess.StartThread(() => Until.Sleep(10));
        SignalSender.Send(Self, SignalDetails.FromKernel(Signal.SIGUSR1));
        Check.Equal((long)SignalSet.Of(Signal.SIGUSR1), (long)Self.Pending.Set, "here");
        Check.Equal(0, (long)other.Pending.Set, "not there");
        other.Join();
        Check.True(Self.Pending.TryTake(0, out _), "take it");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Kill_EndsAThreadThatBlocksEverything()
    {
        TestThread child = TestProcess.Start(() =>
        {
            SignalDelivery.SetMask(UserThread.Current, ulong.MaxValue);
            while (Scheduler.SleepUntil(Clock.MonotonicNanoseconds + (5000 * Until.Millisecond)) != Errno.EINTR)
            {
            }

            SignalDelivery.Run(UserThread.Current);
        });
        Until.Asleep(child);
        SignalSender.Send(child.Process, SignalDetails.FromKernel(Signal.SIGTERM));
        Until.Sleep(3);
        Check.True(!child.Process.IsZombie, "SIGTERM is blocked");
        SignalSender.Send(child.Process, SignalDetails.FromKernel(Signal.SIGKILL));
        Check.Equal(WaitStatus.Signaled(Signal.SIGKILL), TestProcess.Wait().Status, "status");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void StopAndContinue_AreReportedToTheParent()
    {
        TestThread child = TestProcess.Start(() =>
        {
            for (int i = 0; i < 2; i++)
            {
                _ = Scheduler.SleepUntil(Clock.MonotonicNanoseconds + (5000 * Until.Millisecond));
                SignalDelivery.Run(UserThread.Current);
            }
        });
        Until.Asleep(child);
        SignalSender.Send(child.Process, SignalDetails.FromKernel(Signal.SIGSTOP));
        Check.Equal(WaitStatus.Stopped(Signal.SIGSTOP), TestProcess.Wait(WaitOptions.WSTOPPED).Status, "stopped");
        Check.True(child.Process.IsStopped, "state");
        SignalSender.Send(child.Process, SignalDetails.FromKernel(Signal.SIGCONT));
        Check.Equal(WaitStatus.Continued, TestProcess.Wait(WaitOptions.WCONTINUED).Status, "continued");
        SignalSender.Send(child.Process, SignalDetails.FromKernel(Signal.SIGTERM));
        Check.Equal(WaitStatus.Signaled(Signal.SIGTERM), TestProcess.Wait().Status, "ended");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Force_EndsWhatIgnoresItsOwnFault()
    {
        TestThread child = TestProcess.Start(() =>
        {
            SetAction(Signal.SIGSEGV, SignalConstants.SIG_IGN);
            SignalSender.Force(UserThread.Current, SignalDetails.Fault(Signal.SIGSEGV, 1, 0x1234));
            SignalDelivery.Run(UserThread.Current);
        });
        Check.Equal(WaitStatus.Signaled(Signal.SIGSEGV), TestProcess.Wait().Status & ~WaitStatus.CoreFlag, "status");
        Check.True(child.Process.IsZombie, "ended");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Group_SignalsReachEveryMember()
    {
        int interrupted = 0;
        for (int i = 0; i < 3; i++)
        {
            _ = TestProcess.Start(() =>
            {
                SetAction(Signal.SIGUSR1, 0x4000);
                if (Scheduler.SleepUntil(Clock.MonotonicNanoseconds + (2000 * Until.Millisecond)) == Errno.EINTR) _ = Interlocked.Increment(ref interrupted);
            });
        }

        SignalDelivery.SetMask(Self, SignalSet.Of(Signal.SIGUSR1));
        Process first = TestProcess.Current.Parent!;
        SetAction(first, Signal.SIGUSR1, SignalConstants.SIG_IGN);
        Until.Sleep(10);
        Check.True(SignalSender.SendStandard(TestProcess.Current.Group, SignalDetails.FromKernel(Signal.SIGUSR1)), "there was somebody");
        for (int i = 0; i < 3; i++) _ = TestProcess.Wait();
        Check.Equal(3, interrupted, "members that were interrupted");
        _ = Take(out _);
    }

    [KernelTest(NeedsProcess = true)]
    internal static void IntervalTimer_SendsSigalrm_AgainAndAgain()
    {
        SignalDelivery.SetMask(Self, SignalSet.Of(Signal.SIGALRM));
        _ = TestProcess.Current.RealTimer.Set(2 * Until.Millisecond, 2 * Until.Millisecond);
        for (int i = 0; i < 3; i++)
        {
            Until.True(() => PendingSet() != 0, "SIGALRM");
            _ = Take(out Signal signal);
            Check.Equal((long)Signal.SIGALRM, (long)signal, "signal");
        }

        (long left, long interval) = TestProcess.Current.RealTimer.Set(0, 0);
        Check.True(left > 0, "it was armed");
        Check.Equal(2 * Until.Millisecond, interval, "interval");
        _ = TestProcess.Current.RealTimer.Get();
        Until.Sleep(5);
    }

    internal static void SetAction(Signal signal, ulong handler) => SetAction(TestProcess.Current, signal, handler);

    private static void SetAction(Process process, Signal signal, ulong handler)
    {
        using SpinLock<SignalState>.Guard state = process.Signals.Lock();
        state.Value.ActionOf(signal).sa_handler = handler;
    }

    private static void Send(Signal signal, ulong value = 0) =>
        SignalSender.Send(TestProcess.Current, new SignalDetails { Signal = signal, Code = SignalCode.SI_USER, Value = value });

    private static ulong PendingSet()
    {
        using SpinLock<SignalState>.Guard state = TestProcess.Current.Signals.Lock();
        return state.Value.Pending.Set;
    }

    private static long Take(out Signal signal)
    {
        using SpinLock<SignalState>.Guard state = TestProcess.Current.Signals.Lock();
        Check.True(state.Value.Pending.TryTake(0, out SignalDetails details), "a signal is pending");
        signal = details.Signal;
        return (long)details.Value;
    }
}
