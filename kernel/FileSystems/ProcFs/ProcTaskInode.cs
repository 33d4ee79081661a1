// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;

namespace Skift.FileSystems.ProcFs;

/// <summary><c>/proc/N/task</c>: the threads.</summary>
internal sealed class ProcTaskInode : ProcDirectoryInode
{
    private readonly int _process;

    internal ProcTaskInode(ProcFileSystem fileSystem, int process, ulong number, uint userId, uint groupId)
        : base(fileSystem, number, DirectoryMode, userId, groupId) => _process = process;

    protected override Entry[] Entries => [];

    protected override Inode? Make(int index) => null;

    protected override ulong NumberOf(int index) => 0;

    protected override ulong NumberOfNumber(int number) => ProcProcessInode.NumberOf(_process, number, 0);

    protected override Inode? MakeNumber(int number) => ProcProcessInode.FindThread(Proc, _process, number);

    protected override int Next(int number)
    {
        foreach (int thread in Information.GetThreads(_process))
        {
            if (thread >= number)
            {
                return thread;
            }
        }

        return -1;
    }
}
