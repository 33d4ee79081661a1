// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;

namespace Skift.Core.Terminal;

/// <summary>An open terminal.</summary>
public sealed class TerminalFile : OpenFile
{
    private readonly Terminal _terminal;
    private readonly int _generation;

    private TerminalFile(Terminal terminal, int generation, Path path, OpenFlags flags)
        : base(path, flags & ~OpenFlags.O_NOCTTY)
    {
        _terminal = terminal;
        _generation = generation;
    }

    /// <summary>What the terminal's input comes from and its output goes to.</summary>
    internal TerminalDriver Driver => _terminal.Driver;

    /// <summary>Opens a terminal; EBUSY while somebody has it for himself.</summary>
    /// <param name="mayControl">It may become the caller's controlling terminal.</param>
    public static Result<OpenFile> Open(Terminal terminal, Path path, OpenFlags flags, bool mayControl)
    {
        Errno error = terminal.Open(out int generation);
        if (error != Errno.None)
        {
            return error;
        }

        if (mayControl && (flags & OpenFlags.O_NOCTTY) == 0 && (flags & OpenFlags.O_ACCMODE) != OpenFlags.O_WRONLY)
        {
            terminal.BecomeControllingIfFirst();
        }

        return new TerminalFile(terminal, generation, path, flags);
    }

    public override PollEvents Poll(Poller? poller) => _terminal.Poll(poller, _generation);

    public override Result<long> Control(uint request, ulong argument) => _terminal.Control(request, argument, _generation);

    protected override Result<long> ReadCore(ref IoSink sink, long offset) => _terminal.Read(ref sink, _generation, IsNonBlocking);

    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        end = offset;
        return _terminal.Write(ref source, _generation, IsNonBlocking);
    }

    protected override void OnClose() => _terminal.Close();
}
