// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>What becomes which descriptor of a new process.</summary>
/// <param name="Source">A descriptor of the caller.</param>
/// <param name="Target">Its number in the child.</param>
public readonly record struct SpawnDescriptor(int Source, int Target);

/// <summary>A child just started. Wait for <see cref="Id"/>, or until <see cref="Descriptor"/> can be read; then close that.</summary>
/// <param name="Id">Its process identifier.</param>
/// <param name="Descriptor">A pidfd, closed by exec.</param>
public readonly record struct SpawnedProcess(int Id, int Descriptor);

/// <summary>How a child starts; what is not said it inherits.</summary>
public ref struct SpawnRequest
{
    /// <summary>The program, not searched for; relative to <see cref="Directory"/> if there is one.</summary>
    public string Path;

    /// <summary>Including the program's own name.</summary>
    public ReadOnlySpan<string> Arguments;

    /// <summary><c>NAME=value</c> each.</summary>
    public ReadOnlySpan<string> Environment;

    /// <summary>The current directory of the child.</summary>
    public string? Directory;

    public ReadOnlySpan<SpawnDescriptor> Descriptors;

    /// <summary>A session of its own.</summary>
    public bool IsSessionLeader;

    /// <summary>The process group, 0 for one of its own.</summary>
    public int? Group;

    /// <summary>Signals that the child does not ignore even if the caller does. What the caller catches is never caught there.</summary>
    public SignalSet Defaults;

    /// <summary>The signals blocked in the child.</summary>
    public SignalSet? Mask;
}

/// <summary>New processes without fork(2), which only programs of one thread may call.</summary>
public static unsafe partial class Posix
{
    /// <summary>posix_spawn(3): any thread may call it at any time.</summary>
    /// <returns>The error of whichever step failed: session, group, directory, descriptors, execve(2); EINVAL if a string holds a zero.</returns>
    /// <remarks>
    /// The child shares the memory until it runs its program, so it executes nothing but a list of system calls prepared here. All
    /// signals are blocked from before it exists until its handlers are gone: none may run in it.
    /// </remarks>
    public static Result<SpawnedProcess> Spawn(in SpawnRequest request)
    {
        Span<int> sources = stackalloc int[request.Descriptors.Length];
        Errno error = MoveSources(request.Descriptors, sources);
        SignalSet mask = Value(Sigprocmask(SignalConstants.SIG_SETMASK, SignalSet.Full));
        SpawnedProcess child = default;
        if (error == Errno.None) error = Start(in request, sources, request.Mask ?? mask, out child);
        _ = Sigprocmask(SignalConstants.SIG_SETMASK, mask);
        foreach (int source in sources)
        {
            if (source >= 0) _ = Close(source);
        }

        return error == Errno.None ? child : error;
    }

    private static SignalSet Value(Result<SignalSet> mask) => mask.Try(out SignalSet set, out _) ? set : default;

    /// <summary>Copies the sources above all targets, so that no dup2 takes the place of one still needed; -1 where there is none to close.</summary>
    private static Errno MoveSources(ReadOnlySpan<SpawnDescriptor> descriptors, Span<int> sources)
    {
        sources.Fill(-1);
        int highest = 0;
        foreach (SpawnDescriptor descriptor in descriptors) highest = Math.Max(highest, descriptor.Target);
        for (int i = 0; i < descriptors.Length; i++)
        {
            if (!Fcntl(descriptors[i].Source, FcntlCommand.F_DUPFD_CLOEXEC, highest + 1).Try(out sources[i], out Errno error))
            {
                sources[i] = -1;
                return error;
            }
        }

        return Errno.None;
    }

    private static Errno Start(in SpawnRequest request, ReadOnlySpan<int> sources, SignalSet mask, out SpawnedProcess child)
    {
        const int OtherSteps = 5;
        child = default;
        long bytes = SpawnSteps.Measure(request.Path) + SpawnSteps.Measure(request.Directory ?? "") + SpawnSteps.Measure(request.Arguments)
            + SpawnSteps.Measure(request.Environment) + SpawnSteps.SignalBytes;
        SpawnSteps steps = new(OtherSteps + SpawnSteps.MostDefaults + sources.Length, bytes, out Errno error);
        if (error != Errno.None) return error;

        error = Prepare(ref steps, in request, sources, mask);
        if (error == Errno.None)
        {
            int descriptor = -1;
            long answer = steps.Start(&descriptor, out long failure);
            error = answer < 0 ? (Errno)(int)-answer : (Errno)(int)-failure;
            child = new SpawnedProcess((int)answer, descriptor);
            if (answer > 0 && failure < 0) Bury(child);
        }

        steps.Dispose();
        return error;
    }

    private static Errno Prepare(ref SpawnSteps steps, in SpawnRequest request, ReadOnlySpan<int> sources, SignalSet mask)
    {
        if (request.IsSessionLeader) steps.Add(SystemCall.setsid);
        if (request.Group is int group) steps.Add(SystemCall.setpgid, 0, group);
        if (request.Directory is string directory)
        {
            long path = steps.Store(directory);
            if (path == 0) return Errno.EINVAL;
            steps.Add(SystemCall.chdir, path);
        }

        for (int i = 0; i < sources.Length; i++) steps.Add(SystemCall.dup2, sources[i], request.Descriptors[i].Target);
        steps.AddDefaults(request.Defaults.Bits);
        steps.AddMask(mask.Bits);
        long program = steps.Store(request.Path), arguments = steps.Store(request.Arguments), environment = steps.Store(request.Environment);
        if (program == 0 || arguments == 0 || environment == 0) return Errno.EINVAL;
        steps.Add(SystemCall.execve, program, arguments, environment);
        return Errno.None;
    }

    /// <summary>Waits for a child that could not become what it was to be.</summary>
    private static void Bury(SpawnedProcess child)
    {
        while (Wait4(child.Id, out _).Error == Errno.EINTR)
        {
        }

        _ = Close(child.Descriptor);
    }

    /// <summary>pidfd_open(2): a descriptor that can be read once the process has ended.</summary>
    public static Result<int> PidfdOpen(int pid) => ToInt(Syscall.Invoke(SystemCall.pidfd_open, pid, 0));
}
