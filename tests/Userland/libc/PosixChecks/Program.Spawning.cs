// SPDX-License-Identifier: MIT
using System;
using System.Globalization;
using Skift.Abi;
using Skift.Libc;

namespace Skift.Tests.Userland;

/// <summary>Children by <see cref="Posix.Spawn"/>; each asks in <see cref="SpawnedChild"/> what became of what was asked for.</summary>
internal static partial class Program
{
    private static void Spawning()
    {
        int free = FreeDescriptor();
        Check("spawn", SpawnSelf(new SpawnRequest { Arguments = ["posixchecks", "child", "\uDCFE\u00E9"], Environment = ["A=1", "B=\uDC81"] }), 42);
        SpawnedState();
        SpawnedDescriptors();
        Check("no program", SpawnError(new SpawnRequest { Path = "/missing", Arguments = ["x"] }), Errno.ENOENT);
        Check("no directory", SpawnError(new SpawnRequest { Path = "/bin/sh", Arguments = ["x"], Directory = "/missing" }), Errno.ENOENT);
        Check("no group", SpawnError(new SpawnRequest { Path = "/bin/sh", Arguments = ["x"], Group = -1 }), Errno.EINVAL);
        Check("no descriptor", SpawnError(new SpawnRequest { Path = "/bin/sh", Arguments = ["x"], Descriptors = [new SpawnDescriptor(999, 0)] }), Errno.EBADF);
        Check("a zero", SpawnError(new SpawnRequest { Path = "/bin/sh", Arguments = ["x\0"] }), Errno.EINVAL);
        Check("nobody is left", Posix.Wait4(-1, out _).Error, Errno.ECHILD);
        Check("no descriptor is left", FreeDescriptor(), free);
        Check("mask is as before", Posix.GetSignalMask().IsEmpty, true);
    }

    private static void SpawnedState()
    {
        _ = Posix.CatchSignal(Signal.SIGUSR2);
        _ = Posix.IgnoreSignal(Signal.SIGINT);
        _ = Posix.IgnoreSignal(Signal.SIGQUIT);
        Check("spawned state", SpawnSelf(new SpawnRequest
        {
            Arguments = ["posixchecks", "spawned", "state"],
            Directory = "/",
            IsSessionLeader = true,
            Defaults = SignalSet.Of(Signal.SIGQUIT),
            Mask = SignalSet.Of(Signal.SIGUSR1),
        }), 127);
        Check("own group", SpawnSelf(new SpawnRequest { Arguments = ["posixchecks", "spawned", "state"], Group = 0 }) & 2, 2);
        _ = Posix.DefaultSignal(Signal.SIGUSR2);
        _ = Posix.DefaultSignal(Signal.SIGINT);
        _ = Posix.DefaultSignal(Signal.SIGQUIT);
    }

    /// <summary>Two pipes change places: each is the other's target, and neither may be lost on the way.</summary>
    private static void SpawnedDescriptors()
    {
        _ = Posix.Pipe2(OpenFlags.O_CLOEXEC, out int firstRead, out int firstWrite);
        _ = Posix.Pipe2(OpenFlags.O_CLOEXEC, out int secondRead, out int secondWrite);
        string first = firstWrite.ToString(CultureInfo.InvariantCulture), second = secondWrite.ToString(CultureInfo.InvariantCulture);
        SpawnDescriptor[] swap = [new SpawnDescriptor(firstWrite, secondWrite), new SpawnDescriptor(secondWrite, firstWrite)];
        Check("swap", SpawnSelf(new SpawnRequest { Arguments = ["posixchecks", "spawned", first, second], Descriptors = swap }), 0);
        Span<byte> buffer = stackalloc byte[8];
        Check("second", ByteString.Decode(buffer[..Value("read", Posix.Read(firstRead, buffer))]), "2");
        Check("first", ByteString.Decode(buffer[..Value("read", Posix.Read(secondRead, buffer))]), "1");
        foreach (int descriptor in (int[])[firstRead, firstWrite, secondRead, secondWrite]) _ = Posix.Close(descriptor);
    }

    /// <returns>The status of a child that runs this program.</returns>
    private static int SpawnSelf(SpawnRequest request)
    {
        request.Path = Value("readlink", Posix.Readlink("/proc/self/exe"));
        SpawnedProcess child = Value("spawn", Posix.Spawn(in request));
        Span<PollDescriptor> end = [new PollDescriptor { fd = child.Descriptor, events = PollEvents.POLLIN }];
        Check("end", Value("poll", Posix.Poll(end, 10_000)), 1);
        Check("wait4", Value("wait4", Posix.Wait4(child.Id, out int status)), child.Id);
        _ = Posix.Close(child.Descriptor);
        return WaitStatus.ExitCode(status);
    }

    private static Errno SpawnError(SpawnRequest request) => Posix.Spawn(in request).Error;

    private static int FreeDescriptor()
    {
        int descriptor = Value("dup", Posix.Dup(2));
        _ = Posix.Close(descriptor);
        return descriptor;
    }

    private static int SpawnedChild(string[] args)
    {
        if (args.Length == 3)
        {
            Errno error = Posix.WriteAll(int.Parse(args[1], CultureInfo.InvariantCulture), "1"u8);
            return error == Errno.None ? (int)Posix.WriteAll(int.Parse(args[2], CultureInfo.InvariantCulture), "2"u8) : (int)error;
        }

        bool[] answers =
        [
            Posix.Getsid(0).Try(out int session, out _) && session == Posix.Getpid(),
            Posix.Getpgrp() == Posix.Getpid(),
            Posix.GetSignalMask().Equals(SignalSet.Of(Signal.SIGUSR1)),
            Posix.GetSignalDisposition(Signal.SIGUSR2).Try(out SignalDisposition caught, out _) && caught == SignalDisposition.Default,
            Posix.GetSignalDisposition(Signal.SIGINT).Try(out SignalDisposition ignored, out _) && ignored == SignalDisposition.Ignored,
            Posix.GetSignalDisposition(Signal.SIGQUIT).Try(out SignalDisposition reset, out _) && reset == SignalDisposition.Default,
            Posix.Getcwd().Try(out string directory, out _) && directory == "/",
        ];
        int bits = 0;
        for (int i = 0; i < answers.Length; i++) bits |= answers[i] ? 1 << i : 0;
        return bits;
    }
}
