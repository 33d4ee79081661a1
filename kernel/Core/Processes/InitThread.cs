// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Programs;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>The first thread of process 1: executes a program before it runs any user code.</summary>
internal sealed class InitThread : UserThread
{
    internal InitThread(Process process, ProcessId identity)
        : base(process, identity)
    {
    }

    protected override void Main()
    {
        Errno error = Execute();
        if (error != Errno.None)
        {
            Panic.Raise("no init program could be started");
        }

        HasNewRegisters = false;
        base.Main();
    }

    private Errno Execute()
    {
        if (BootInformation.TryGetOption("init"u8, out ReadOnlySpan<byte> chosen) && !chosen.IsEmpty)
        {
            // What was asked for by name is not replaced by something else in silence.
            return Try(chosen);
        }

        Errno error = Try("/sbin/init"u8);
        if (error != Errno.None) error = Try("/init"u8);
        if (error != Errno.None) error = Try("/bin/init"u8);
        if (error != Errno.None) error = Try("/bin/sh"u8);
        return error;
    }

    private Errno Try(ReadOnlySpan<byte> name)
    {
        ArgumentList arguments = new(Process.Limits.Soft(Resource.RLIMIT_STACK));
        Errno error = arguments.AddArgument(name);
        if (error == Errno.None) error = AddKernelArguments(arguments);
        if (error == Errno.None) error = arguments.AddEnvironment("HOME=/"u8);
        if (error == Errno.None) error = arguments.AddEnvironment("TERM=linux"u8);
        if (error == Errno.None) error = arguments.AddEnvironment("PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"u8);
        FileView view = new(Process.FileSystem, Process.Credentials);
        if (error == Errno.None) error = Execution.Run(this, view, name, arguments);
        if (error == Errno.None) Log.Info($"started {DisplayText.From(name)} as process {Id}");
        else Log.Info($"cannot start {DisplayText.From(name)}: error {(int)error}");
        return error;
    }

    /// <summary>What stands behind <c>--</c> on the kernel command line belongs to init.</summary>
    private static Errno AddKernelArguments(ArgumentList arguments)
    {
        ReadOnlySpan<byte> rest = BootInformation.CommandLine;
        bool isBehind = false;
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)' ');
            ReadOnlySpan<byte> word = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (isBehind && !word.IsEmpty)
            {
                Errno error = arguments.AddArgument(word);
                if (error != Errno.None) return error;
            }

            isBehind |= word.SequenceEqual("--"u8);
        }

        return Errno.None;
    }
}
