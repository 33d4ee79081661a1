// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>fts.h: trees of files, an entry at a time (fts(3) of 4.4BSD). The working directory stays as it is, as with FTS_NOCHDIR.</summary>
public static unsafe partial class C
{
    private const int FtsFollowArguments = 1;
    private const int FtsLogical = 2;
    private const int FtsNoStatus = 8;
    private const int FtsSeeDots = 32;
    private const int FtsOneDevice = 64;
    private const int FtsKnown = 255;

    private const ushort FtsDirectory = 1;
    private const ushort FtsCycle = 2;
    private const ushort FtsDefault = 3;
    private const ushort FtsUnreadable = 4;
    private const ushort FtsDot = 5;
    private const ushort FtsDirectoryAfter = 6;
    private const ushort FtsFile = 8;
    private const ushort FtsNotStated = 10;
    private const ushort FtsUnstated = 11;
    private const ushort FtsLink = 12;
    private const ushort FtsDangling = 13;

    private const ushort FtsAgain = 1;
    private const ushort FtsFollow = 2;
    private const ushort FtsSkip = 4;

    /// <summary>C's FTSENT; its paths and its status are pieces of memory of their own.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct FtsEntry
    {
        public FtsEntry* Cycle;
        public FtsEntry* Parent;
        public FtsEntry* Link;
        public long Number;
        public void* Pointer;
        public byte* AccessPath;
        public byte* Path;
        public int Error;
        public int Directory;
        public ushort PathLength;
        public ushort NameLength;
        public ulong FileNumber;
        public ulong Device;
        public ulong Links;
        public short Level;
        public ushort Kind;
        public ushort Flags;
        public ushort Instruction;
        public Stat* Status;
        public byte* Name;
    }

    /// <summary>C's FTS, which programs know by address.</summary>
    public struct FtsWalk
    {
        public FtsEntry* Current;
        public FtsEntry* Roots;
        public FtsEntry* Children;
        public int Options;
        public ulong Device;
        public delegate* unmanaged[Cdecl, SuppressGCTransition]<FtsEntry**, FtsEntry**, int> Compare;
    }

    /// <summary>EINVAL for unknown options, without or with both of FTS_LOGICAL and FTS_PHYSICAL, and for an empty path ENOENT in its entry.</summary>
    [RuntimeExport("fts_open")]
    public static FtsWalk* fts_open(byte** paths, int options, delegate* unmanaged[Cdecl, SuppressGCTransition]<FtsEntry**, FtsEntry**, int> compare)
    {
        const int Physical = 16;
        bool isLogical = (options & FtsLogical) != 0;
        if ((options & ~FtsKnown) != 0 || isLogical == ((options & Physical) != 0) || *paths == null)
        {
            Error.Current = (int)Errno.EINVAL;
            return null;
        }

        FtsWalk* walk = (FtsWalk*)calloc(1, (nuint)sizeof(FtsWalk));
        if (walk == null)
        {
            return null;
        }

        walk->Options = options;
        walk->Compare = compare;
        FtsEntry** end = &walk->Roots;
        for (; *paths != null; paths++)
        {
            byte* slash = strrchr(*paths, '/');
            byte* name = slash == null || slash[1] == 0 ? *paths : slash + 1;
            FtsEntry* entry = NewFtsEntry(null, *paths, name);
            if (entry == null)
            {
                _ = fts_close(walk);
                return null;
            }

            ExamineFts(walk, entry, (options & (FtsFollowArguments | FtsLogical)) != 0, false);
            entry->Kind = entry->Kind == FtsDot ? FtsDirectory : entry->Kind;
            *end = entry;
            end = &entry->Link;
        }

        walk->Roots = SortFts(walk, walk->Roots);
        return walk;
    }

    /// <summary>The next entry: a directory comes before what is in it and again after. Null at the end (errno 0) or on an error.</summary>
    [RuntimeExport("fts_read")]
    public static FtsEntry* fts_read(FtsWalk* walk)
    {
        FtsEntry* entry = walk->Current;
        if (entry == null)
        {
            walk->Current = walk->Roots;
            walk->Device = walk->Roots == null ? 0 : walk->Roots->Device;
            return walk->Roots;
        }

        ushort instruction = entry->Instruction;
        entry->Instruction = 0;
        if (instruction == FtsAgain)
        {
            ExamineFts(walk, entry, (walk->Options & FtsLogical) != 0, false);
            return entry;
        }

        if (instruction == FtsFollow && entry->Kind is FtsLink or FtsDangling)
        {
            ExamineFts(walk, entry, true, false);
            return entry;
        }

        if (entry->Kind == FtsDirectory)
        {
            bool isOther = (walk->Options & FtsOneDevice) != 0 && entry->Device != walk->Device;
            if (instruction == FtsSkip || isOther)
            {
                ForgetFtsChildren(walk);
                entry->Kind = FtsDirectoryAfter;
                return entry;
            }

            FtsEntry* children = walk->Children != null ? walk->Children : ReadFts(walk, entry);
            walk->Children = null;
            if (children != null)
            {
                return walk->Current = children;
            }

            entry->Kind = entry->Error != 0 ? FtsUnreadable : FtsDirectoryAfter;
            return entry;
        }

        return LeaveFts(walk, entry);
    }

    /// <summary>On to the next beside it, or back up to the directory that both are in.</summary>
    private static FtsEntry* LeaveFts(FtsWalk* walk, FtsEntry* entry)
    {
        FtsEntry* next = entry->Link;
        FtsEntry* parent = entry->Parent;
        free(entry);
        if (parent == null)
        {
            walk->Roots = next;
            walk->Device = next == null ? 0 : next->Device;
        }

        if (next == null && parent != null)
        {
            parent->Kind = FtsDirectoryAfter;
        }

        walk->Current = next != null ? next : parent;
        if (walk->Current == null)
        {
            Error.Current = 0;
        }

        return walk->Current;
    }

    /// <summary>The list of what is in the directory just read, or before the first read of the roots; null with errno 0 if there is nothing.</summary>
    [RuntimeExport("fts_children")]
    public static FtsEntry* fts_children(FtsWalk* walk, int options)
    {
        const int NameOnly = 256;
        if ((options & ~NameOnly) != 0)
        {
            Error.Current = (int)Errno.EINVAL;
            return null;
        }

        Error.Current = 0;
        if (walk->Current == null)
        {
            return walk->Roots;
        }

        if (walk->Current->Kind != FtsDirectory)
        {
            return null;
        }

        ForgetFtsChildren(walk);
        return walk->Children = ReadFts(walk, walk->Current);
    }

    [RuntimeExport("fts_set")]
    public static int fts_set(FtsWalk* walk, FtsEntry* entry, int instruction)
    {
        if (instruction is not 0 and not FtsAgain and not FtsFollow and not FtsSkip)
        {
            return Error.Set(Errno.EINVAL);
        }

        entry->Instruction = (ushort)instruction;
        return 0;
    }

    [RuntimeExport("fts_close")]
    public static int fts_close(FtsWalk* walk)
    {
        ForgetFtsChildren(walk);
        FtsEntry* entry = walk->Current != null ? walk->Current : walk->Roots;
        while (entry != null)
        {
            FtsEntry* next = entry->Link != null ? entry->Link : entry->Parent;
            free(entry);
            entry = next;
        }

        free(walk);
        return 0;
    }

    private static void ForgetFtsChildren(FtsWalk* walk)
    {
        FtsEntry* entry = walk->Children;
        walk->Children = null;
        while (entry != null)
        {
            FtsEntry* next = entry->Link;
            free(entry);
            entry = next;
        }
    }

    /// <summary>An entry with its status, its path and its name in one piece of memory; the name stands at the path's end where it can.</summary>
    private static FtsEntry* NewFtsEntry(FtsEntry* parent, byte* directory, byte* name)
    {
        nuint nameLength = strlen(name);
        nuint directoryLength = strlen(directory);
        bool hasSlash = parent == null || (directoryLength > 0 && directory[directoryLength - 1] == '/');
        nuint length = parent == null ? directoryLength : directoryLength + nameLength + (hasSlash ? 0u : 1u);
        FtsEntry* entry = (FtsEntry*)calloc(1, (nuint)(sizeof(FtsEntry) + sizeof(Stat)) + length + nameLength + 2);
        if (entry == null || length > ushort.MaxValue)
        {
            free(entry);
            Error.Current = (int)(length > ushort.MaxValue ? Errno.ENAMETOOLONG : Errno.ENOMEM);
            return null;
        }

        entry->Status = (Stat*)(entry + 1);
        entry->Path = (byte*)(entry->Status + 1);
        entry->AccessPath = entry->Path;
        entry->Name = entry->Path + length + 1;
        memcpy(entry->Name, name, nameLength + 1);
        byte* end = stpcpy(entry->Path, directory);
        if (parent != null)
        {
            if (!hasSlash)
            {
                *end++ = (byte)'/';
            }

            _ = strcpy(end, name);
        }

        entry->Parent = parent;
        entry->Level = (short)(parent == null ? 0 : parent->Level + 1);
        entry->PathLength = (ushort)length;
        entry->NameLength = (ushort)nameLength;
        return entry;
    }

    /// <summary>Fills in the status and the kind.</summary>
    private static void ExamineFts(FtsWalk* walk, FtsEntry* entry, bool follows, bool isKnownFile)
    {
        if (isKnownFile)
        {
            entry->Kind = FtsUnstated;
            return;
        }

        entry->Error = 0;
        long answer = Syscall.Invoke(follows ? SystemCall.stat : SystemCall.lstat, (long)entry->Path, (long)entry->Status);
        if (answer < 0 && follows && Syscall.Invoke(SystemCall.lstat, (long)entry->Path, (long)entry->Status) == 0)
        {
            entry->Kind = FtsDangling;
            return;
        }

        if (answer < 0)
        {
            entry->Error = (int)-answer;
            entry->Kind = FtsNotStated;
            return;
        }

        entry->Device = entry->Status->st_dev;
        entry->FileNumber = entry->Status->st_ino;
        entry->Links = entry->Status->st_nlink;
        StatMode kind = entry->Status->st_mode & StatMode.S_IFMT;
        bool isDot = entry->Level > 0 && entry->Name[0] == '.' && (entry->Name[1] == 0 || (entry->Name[1] == '.' && entry->Name[2] == 0));
        entry->Kind = kind == StatMode.S_IFDIR ? isDot ? FtsDot : FtsDirectory : kind == StatMode.S_IFLNK ? FtsLink : kind == StatMode.S_IFREG ? FtsFile : FtsDefault;
        for (FtsEntry* upper = entry->Parent; entry->Kind == FtsDirectory && upper != null; upper = upper->Parent)
        {
            if (upper->FileNumber == entry->FileNumber && upper->Device == entry->Device)
            {
                entry->Kind = FtsCycle;
                entry->Cycle = upper;
            }
        }
    }

    /// <summary>The sorted list of what is in a directory; null if there is nothing, or with the entry's error.</summary>
    private static FtsEntry* ReadFts(FtsWalk* walk, FtsEntry* parent)
    {
        const byte DirectoryType = 4, UnknownType = 0, LinkType = 10;
        Directory* directory = opendir(parent->AccessPath);
        parent->Error = 0;
        if (directory == null)
        {
            parent->Error = Error.Current;
            return null;
        }

        FtsEntry* first = null;
        FtsEntry** end = &first;
        byte* record;
        while ((record = (byte*)readdir(directory)) != null)
        {
            byte* name = record + Dirent64.NameOffset;
            bool isDot = name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0));
            if (isDot && (walk->Options & FtsSeeDots) == 0)
            {
                continue;
            }

            FtsEntry* entry = NewFtsEntry(parent, parent->Path, name);
            if (entry == null)
            {
                parent->Error = Error.Current;
                break;
            }

            byte type = name[-1];
            bool isKnownFile = (walk->Options & FtsNoStatus) != 0 && type is not DirectoryType and not UnknownType
                && (type != LinkType || (walk->Options & FtsLogical) == 0);
            ExamineFts(walk, entry, (walk->Options & FtsLogical) != 0, isKnownFile);
            *end = entry;
            end = &entry->Link;
        }

        _ = closedir(directory);
        return SortFts(walk, first);
    }

    /// <summary>By the program's function, which compares addresses of pointers as qsort has them.</summary>
    private static FtsEntry* SortFts(FtsWalk* walk, FtsEntry* first)
    {
        nuint count = 0;
        for (FtsEntry* entry = first; entry != null; entry = entry->Link)
        {
            count++;
        }

        FtsEntry** all = walk->Compare == null || count < 2 ? null : (FtsEntry**)reallocarray(null, count, (nuint)sizeof(FtsEntry*));
        if (all == null)
        {
            return first;
        }

        nuint next = 0;
        for (FtsEntry* entry = first; entry != null; entry = entry->Link)
        {
            all[next++] = entry;
        }

        qsort(all, count, (nuint)sizeof(FtsEntry*), (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void*, int>)walk->Compare);
        for (next = 0; next < count; next++)
        {
            all[next]->Link = next + 1 < count ? all[next + 1] : null;
        }

        first = all[0];
        free(all);
        return first;
    }
}
