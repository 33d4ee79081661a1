// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;

namespace Skift.FileSystems.Ext2;

internal sealed partial class Ext2Inode
{
    private const int DirectCount = 12;
    private const int DeepestLevel = 3;

    /// <summary>
    /// Finds the disk's block for a block of the file: twelve are listed in the inode, the others through one, two or three levels
    /// of blocks full of numbers.
    /// </summary>
    /// <returns>0 for a hole; EUCLEAN for a number that no block has.</returns>
    internal Result<uint> MapBlock(long index)
    {
        if (index < DirectCount)
        {
            return Checked(Read32(_pointers, (int)index * sizeof(uint)));
        }

        index -= DirectCount;
        long perBlock = _fileSystem.Super.BlockSize / sizeof(uint);
        long reach = perBlock;
        for (int level = 1; level <= DeepestLevel; level++, reach *= perBlock)
        {
            if (index < reach)
            {
                return Descend(Read32(_pointers, (DirectCount + level - 1) * sizeof(uint)), index, reach / perBlock, perBlock);
            }

            index -= reach;
        }

        return Errno.EFBIG;
    }

    /// <summary>Blocks that the lists can name, in bytes.</summary>
    private static long MaximumSize(int blockSize)
    {
        long perBlock = blockSize / sizeof(uint);
        return (DirectCount + perBlock + (perBlock * perBlock) + (perBlock * perBlock * perBlock)) * blockSize;
    }

    /// <param name="stride">Blocks of the file that one entry of this level stands for.</param>
    private Result<uint> Descend(uint block, long index, long stride, long perBlock)
    {
        Span<byte> entry = stackalloc byte[sizeof(uint)];
        while (stride != 0)
        {
            if (!Checked(block).Try(out block, out Errno error)) return error;
            if (block == 0)
            {
                return 0u;
            }

            long slot = index / stride;
            error = _fileSystem.ReadMetadata(((long)block * _fileSystem.Super.BlockSize) + (slot * sizeof(uint)), entry);
            if (error != Errno.None)
            {
                return error;
            }

            block = BinaryPrimitives.ReadUInt32LittleEndian(entry);
            index %= stride;
            stride /= perBlock;
        }

        return Checked(block);
    }

    private Result<uint> Checked(uint block) =>
        block == 0 || _fileSystem.IsBlock(block) ? block : _fileSystem.Damaged("a block is outside of the disk", Number);
}
