-- AlterEnum
ALTER TYPE "refund_status" ADD VALUE 'REFUSED';

-- AlterEnum
ALTER TYPE "payment_exception_kind" ADD VALUE 'REFUND_REFUSED';
ALTER TYPE "payment_exception_kind" ADD VALUE 'ALREADY_REFUNDED';
ALTER TYPE "payment_exception_kind" ADD VALUE 'TRANSACTION_REUSED';
