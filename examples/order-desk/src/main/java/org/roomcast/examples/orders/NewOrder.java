package org.roomcast.examples.orders;

/** What a customer sends. A plain class: reading records is not asked of JSON-B 3.0. */
public class NewOrder {

    private static final int MAX_ITEM = 100;
    private static final int MAX_QUANTITY = 99;

    private String item;
    private Integer quantity;

    public String getItem() {
        return item;
    }

    public void setItem(String item) {
        this.item = item;
    }

    public Integer getQuantity() {
        return quantity;
    }

    public void setQuantity(Integer quantity) {
        this.quantity = quantity;
    }

    /** What is wrong with it, for the customer; null when nothing is. */
    String problem() {
        if (item == null || item.isBlank() || item.length() > MAX_ITEM) {
            return "\"item\" must have 1 to " + MAX_ITEM + " characters";
        }
        if (quantity == null || quantity < 1 || quantity > MAX_QUANTITY) {
            return "\"quantity\" must be 1 to " + MAX_QUANTITY;
        }
        return null;
    }
}
