// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Xunit;

namespace Skift.Tests.Host.Files;

public sealed class FileTableTests
{
    private readonly Tree _tree = new();
    private readonly FileTable _files = new();

    public FileTableTests() => _tree.WriteFile("f", "0123456789");

    private int Add(long limit = 1024, int minimum = 0, DescriptorFlags flags = 0)
    {
        OpenFile file = _tree.Open("f");
        if (_files.Add(file, flags, limit, minimum).Try(out int descriptor, out Errno error))
        {
            return descriptor;
        }

        file.Dispose();
        return -(int)error;
    }

    [Fact]
    public void Add_TakesTheLowestFree()
    {
        Assert.Equal(0, Add());
        Assert.Equal(1, Add());
        Assert.Equal(2, Add());
        Assert.Equal(Errno.None, _files.Close(1));
        Assert.Equal(1, Add());
        Assert.Equal(10, Add(minimum: 10));
        Assert.Equal(3, Add());
        Assert.Equal(11, Add(minimum: 10));
        Assert.Equal(500, Add(minimum: 500));
        Assert.Equal([0, 1, 2, 3, 10, 11, 500], _files.Descriptors());
    }

    [Fact]
    public void Add_KeepsToTheLimit()
    {
        Assert.Equal(0, Add(limit: 2));
        Assert.Equal(1, Add(limit: 2));
        Assert.Equal(-(int)Errno.EMFILE, Add(limit: 2));
        Assert.Equal(-(int)Errno.EINVAL, Add(limit: 2, minimum: 2));
        Assert.Equal(-(int)Errno.EINVAL, Add(limit: 2, minimum: -1));
        Assert.Equal(-(int)Errno.EMFILE, Add(limit: 0));
    }

    [Fact]
    public void Duplicates_ShareTheOffset_NotTheFlags()
    {
        int first = Add(flags: DescriptorFlags.FD_CLOEXEC);
        Assert.Equal(Errno.None, _files.Duplicate(first, 7, DescriptorFlags.None, 1024));
        Assert.True(_files.Get(first).Try(out OpenFile one, out _));
        Assert.True(_files.Get(7).Try(out OpenFile two, out _));
        Assert.Same(one, two);
        Assert.Equal("012", Tree.Read(one, 3));
        Assert.Equal("345", Tree.Read(two, 3));
        Assert.True(_files.GetFlags(7).Try(out DescriptorFlags flags, out _));
        Assert.Equal(DescriptorFlags.None, flags);
        one.Dispose();
        two.Dispose();
        _files.CloseOnExec();
        Assert.Equal([7], _files.Descriptors());
        Assert.Equal(Errno.EBADF, _files.Duplicate(0, 1, 0, 1024));
        Assert.Equal(Errno.EBADF, _files.Duplicate(7, 1024, 0, 1024));
        Assert.Equal(Errno.EBADF, _files.Duplicate(7, -1, 0, 1024));
    }

    [Fact]
    public void Duplicate_ClosesWhatWasThere()
    {
        int first = Add();
        OpenFile other = _tree.Open("gone", OpenFlags.O_CREAT | OpenFlags.O_RDWR);
        Assert.True(_files.Add(other, 0, 1024).Try(out int second, out _));
        _ = _tree.Write(other, "x");
        Assert.Equal(Errno.None, _tree.Unlink("gone"));
        long before = _tree.FileSystem.PagesUsed;
        Assert.Equal(Errno.None, _files.Duplicate(first, second, 0, 1024));
        Assert.Equal(before - 1, _tree.FileSystem.PagesUsed);
    }

    [Fact]
    public void Clone_KeepsFilesOpenUntilBothClose()
    {
        OpenFile file = _tree.Open("gone", OpenFlags.O_CREAT | OpenFlags.O_RDWR);
        Assert.True(_files.Add(file, DescriptorFlags.FD_CLOEXEC, 1024).Try(out int descriptor, out _));
        _ = _tree.Write(file, "x");
        Assert.Equal(Errno.None, _tree.Unlink("gone"));
        FileTable child = _files.Clone();
        _files.CloseAll();
        Assert.Equal(2, _tree.FileSystem.PagesUsed);
        Assert.True(child.GetFlags(descriptor).Try(out DescriptorFlags flags, out _));
        Assert.Equal(DescriptorFlags.FD_CLOEXEC, flags);
        child.CloseOnExec();
        Assert.Equal(1, _tree.FileSystem.PagesUsed);
    }

    [Fact]
    public void BadDescriptors_AreEBADF()
    {
        foreach (int descriptor in new[] { -1, 0, 31, 32, int.MaxValue, int.MinValue })
        {
            Assert.Equal(Errno.EBADF, _files.Get(descriptor).Error);
            Assert.Equal(Errno.EBADF, _files.Close(descriptor));
            Assert.Equal(Errno.EBADF, _files.GetFlags(descriptor).Error);
            Assert.Equal(Errno.EBADF, _files.SetFlags(descriptor, 0));
        }
    }
}
