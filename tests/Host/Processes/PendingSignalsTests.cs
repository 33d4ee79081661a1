// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Signals;
using Xunit;

namespace Skift.Tests.Host.Processes;

public sealed class PendingSignalsTests
{
    private static readonly Signal s_realTime = Signal.SIGRTMIN + 3;

    private readonly PendingSignals _pending = new();

    private void Send(Signal signal, ulong value = 0)
    {
        SignalDetails details = new() { Signal = signal, Value = value };
        _pending.Add(details, SignalSet.IsRealTime(signal) ? new QueuedSignal(details) : null);
    }

    private Signal Take(ulong blocked = 0) => _pending.TryTake(blocked, out SignalDetails details) ? details.Signal : Signal.None;

    [Fact]
    public void StandardSignal_IsPendingOnce_WithTheFirstDetails()
    {
        Send(Signal.SIGUSR1, 1);
        Send(Signal.SIGUSR1, 2);
        Assert.True(_pending.TryTake(0, out SignalDetails details));
        Assert.Equal(1ul, details.Value);
        Assert.Equal(Signal.None, Take());
    }

    [Fact]
    public void RealTimeSignals_QueueInOrder()
    {
        Send(s_realTime, 1);
        Send(s_realTime + 1, 9);
        Send(s_realTime, 2);
        Assert.True(_pending.TryTake(0, out SignalDetails first));
        Assert.True(_pending.TryTake(0, out SignalDetails second));
        Assert.True(_pending.TryTake(0, out SignalDetails third));
        Assert.Equal([1ul, 2ul, 9ul], [first.Value, second.Value, third.Value]);
        Assert.Equal(0ul, _pending.Set);
    }

    [Fact]
    public void FaultsComeFirst_ThenTheLowestNumber()
    {
        Send(Signal.SIGHUP);
        Send(Signal.SIGTERM);
        Send(Signal.SIGSEGV);
        Assert.Equal(Signal.SIGSEGV, Take());
        Assert.Equal(Signal.SIGHUP, Take());
        Assert.Equal(Signal.SIGTERM, Take());
    }

    [Fact]
    public void BlockedSignals_Stay()
    {
        Send(Signal.SIGUSR2);
        Assert.Equal(Signal.None, Take(SignalSet.Of(Signal.SIGUSR2)));
        Assert.Equal(Signal.SIGUSR2, Take());
    }

    [Fact]
    public void Discard_ForgetsOnlyTheSet()
    {
        Send(s_realTime, 1);
        Send(Signal.SIGTSTP);
        Send(s_realTime + 1, 2);
        _pending.Discard(SignalSet.Stops | SignalSet.Of(s_realTime));
        Assert.True(_pending.TryTake(0, out SignalDetails left));
        Assert.Equal(2ul, left.Value);
        Assert.Equal(Signal.None, Take());
    }

    [Fact]
    public void Information_HasTheFieldsOfItsKind()
    {
        SignalInformation fault = SignalDetails.Fault(Signal.SIGSEGV, SignalCode.SEGV_MAPERR, 0x1234).ToInformation();
        Assert.Equal(0x1234ul, fault.si_addr);
        SignalDetails child = new() { Signal = Signal.SIGCHLD, Code = SignalCode.CLD_EXITED, ProcessId = 7, UserId = 8, Status = 9 };
        SignalInformation information = child.ToInformation();
        Assert.Equal((7, 8u, 9), (information.si_pid, information.si_uid, information.si_status));
    }

    [Fact]
    public void Layouts_AreThoseOfLinux()
    {
        Assert.Equal(128, System.Runtime.CompilerServices.Unsafe.SizeOf<SignalInformation>());
        Assert.Equal(256, System.Runtime.CompilerServices.Unsafe.SizeOf<SignalContext>());
        Assert.Equal(304, System.Runtime.CompilerServices.Unsafe.SizeOf<UserSignalContext>());
        Assert.Equal(440, System.Runtime.CompilerServices.Unsafe.SizeOf<SignalFrame>());
        Assert.Equal(32, System.Runtime.CompilerServices.Unsafe.SizeOf<SignalAction>());
        Assert.Equal(24, System.Runtime.CompilerServices.Unsafe.SizeOf<SignalStack>());
        Assert.Equal(144, System.Runtime.CompilerServices.Unsafe.SizeOf<Stat>());
        Assert.Equal(256, System.Runtime.CompilerServices.Unsafe.SizeOf<Statx>());
        Assert.Equal(120, System.Runtime.CompilerServices.Unsafe.SizeOf<Statfs>());
        Assert.Equal(144, System.Runtime.CompilerServices.Unsafe.SizeOf<ResourceUsage>());
        Assert.Equal(112, System.Runtime.CompilerServices.Unsafe.SizeOf<SystemInformation>());
        Assert.Equal(390, System.Runtime.CompilerServices.Unsafe.SizeOf<Utsname>());
        Assert.Equal(88, System.Runtime.CompilerServices.Unsafe.SizeOf<CloneArguments>());
        Assert.Equal(64, System.Runtime.CompilerServices.Unsafe.SizeOf<ElfHeader>());
        Assert.Equal(56, System.Runtime.CompilerServices.Unsafe.SizeOf<ElfProgramHeader>());
    }
}
