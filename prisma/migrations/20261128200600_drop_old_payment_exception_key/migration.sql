-- Since the migration "money" a case is one of its kind and reference. The key that it replaced stayed behind and swallowed a second stuck
-- refund of one payment: both have the payment's transaction.
DROP INDEX IF EXISTS "payment_exception_transaction_id_kind_key";
